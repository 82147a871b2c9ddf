;;; fortios-debug.el --- FortiOS debug captures  -*- lexical-binding: t -*-

;;; Commentary:

;; Emacs 29 or newer: put this file into your `load-path' and (require 'fortios-debug) into your init.el.
;; Needs fortios-debug on the PATH.

;;; Code:

(require 'eglot)

(defvar fortios-debug-program "fortios-debug"
  "The command line of FortiOS Debug Log.")

;;;###autoload
(define-derived-mode fortios-debug-mode nil "FortiOS Debug"
  "Major mode for FortiOS debug captures.")

(defun fortios-debug-recognised-p ()
  "Ask whether the content of the file is a capture."
  (and buffer-file-name
       (member (file-name-extension buffer-file-name) '(nil "log" "txt" "out"))
       (executable-find fortios-debug-program)
       (eq 0 (call-process fortios-debug-program nil nil nil "detect" "--quiet" "--" buffer-file-name))))

(add-to-list 'magic-mode-alist '(fortios-debug-recognised-p . fortios-debug-mode))
(add-to-list 'auto-mode-alist '("\\.\\(?:fgtlog\\|ftklog\\|fortilog\\)\\'" . fortios-debug-mode))
(add-to-list 'eglot-server-programs `(fortios-debug-mode ,fortios-debug-program "lsp"))
(add-hook 'fortios-debug-mode-hook #'eglot-ensure)

(provide 'fortios-debug)
;;; fortios-debug.el ends here
