;;; fortios-debug.el --- FortiOS debug captures  -*- lexical-binding: t -*-

;;; Commentary:

;; Emacs 29 or newer: put this file into your `load-path' and (require 'fortios-debug) into your init.el.
;; Needs fortios-debug on the PATH.
;; Made by npm run generate from scripts/editors.mjs.

;;; Code:

(require 'eglot)

(defvar fortios-debug-program "fortios-debug"
  "The command line of FortiOS Debug Log.")

;;;###autoload
(define-derived-mode fortios-debug-mode nil "FortiOS Debug Log"
  "Major mode for FortiOS debug captures.")

(defun fortios-debug-ask ()
  "Turn on `fortios-debug-mode' if the content of the file is a capture.
Nothing waits for the answer."
  (when (and (member (file-name-extension buffer-file-name) '(nil "log" "txt" "out"))
             (not (derived-mode-p 'fortios-debug-mode))
             (not (file-remote-p buffer-file-name))
             (executable-find fortios-debug-program))
    (let ((buffer (current-buffer)))
      (make-process
       :name "fortios-debug-ask" :noquery t :connection-type 'pipe
       :command (list fortios-debug-program "detect" "--quiet" "--" (expand-file-name buffer-file-name))
       :sentinel (lambda (process _)
                   (when (and (eq 'exit (process-status process)) (eq 0 (process-exit-status process))
                              (buffer-live-p buffer))
                     (with-current-buffer buffer
                       (fortios-debug-mode)
                       ;; Eglot connects after the next command, which may be far off.
                       (run-hooks 'post-command-hook))))))))

(add-hook 'find-file-hook #'fortios-debug-ask)
(add-to-list 'auto-mode-alist '("\\.\\(?:fgtlog\\|ftklog\\|fortilog\\)\\'" . fortios-debug-mode))
(add-to-list 'eglot-server-programs `(fortios-debug-mode ,fortios-debug-program "lsp"))
(add-hook 'fortios-debug-mode-hook #'eglot-ensure)

(provide 'fortios-debug)
;;; fortios-debug.el ends here
