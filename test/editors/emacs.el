;;; -*- lexical-binding: t -*-
;; Runs in a batch Emacs that has editors/emacs/fortios-debug.el: opens every capture, asks about seed.log, edits it.
;; Writes what it found, and what failed, as JSON to the file of FORTIOS_RESULTS, then stops the server.
(require 'eglot)
(require 'flymake)
(require 'imenu)
(require 'json)
(require 'xref)

(defconst patience (string-to-number (getenv "FORTIOS_PATIENCE"))
  "Seconds. A wait that takes longer hangs.")
(defvar job (json-parse-string (getenv "FORTIOS_JOB") :object-type 'plist :array-type 'list))

(defun wait (what probe)
  "Wait until PROBE gives something, and return it."
  (let ((end (+ (float-time) patience)) answer)
    (while (not (setq answer (funcall probe)))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.02))
    answer))

(defun open-file (file)
  (switch-to-buffer (find-file-noselect file))
  ;; Batch mode has no commands, after which eglot connects.
  (run-hooks 'post-command-hook))

(defun rule-of (problem)
  (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data problem)) :code))

(defun has (rule)
  (seq-find (lambda (one) (equal (rule-of one) rule)) (flymake-diagnostics)))

(defun problems ()
  (vconcat
   (mapcar (lambda (one)
             (let ((beg (flymake-diagnostic-beg one)) (end (flymake-diagnostic-end one)))
               (list :line (line-number-at-pos beg) :rule (rule-of one)
                     :text (buffer-substring-no-properties beg end))))
           (flymake-diagnostics))))

(defun go (line text)
  "Put point on the first place of TEXT in LINE, counted from 1."
  (goto-char (point-min))
  (forward-line (1- line))
  (search-forward text (line-end-position))
  (goto-char (match-beginning 0)))

(defun hover ()
  (let (said)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
    (substring-no-properties (wait "the hover" (lambda () said)))))

(defun named (index)
  (vconcat
   (mapcar (lambda (entry)
             (append (list :name (substring-no-properties (car entry)))
                     (and (consp (cdr entry)) (list :children (named (cdr entry))))))
           index)))

(defun references ()
  (vconcat
   (mapcar (lambda (one)
             (let* ((marker (xref-location-marker (xref-item-location one))) (beg (marker-position marker)))
               (list :line (line-number-at-pos beg)
                     :text (buffer-substring-no-properties beg (+ beg (xref-match-length one))))))
           (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot)))))

(defun edited ()
  (dolist (edit (plist-get job :edits))
    (go (plist-get edit :line) (plist-get edit :before))
    (insert (plist-get edit :insert)))
  ;; As the idle timer does, which does not run in batch mode.
  (eglot--signal-textDocument/didChange)
  (wait "the problems of the changed text" (lambda () (not (has (plist-get job :mended)))))
  (problems))

(defconst checks
  `((:recognised . ,(lambda ()
                      (vconcat (seq-filter (lambda (file)
                                             (open-file file)
                                             (unless (get-process "fortios-debug-ask")
                                               (error "The editor waited for the answer"))
                                             (wait "the answer" (lambda () (not (get-process "fortios-debug-ask"))))
                                             (eq major-mode 'fortios-debug-mode))
                                           (plist-get job :files)))))
    (:problems . ,(lambda ()
                    (open-file (plist-get job :file))
                    (wait "the connection" #'eglot-managed-p)
                    ;; As the first redisplay does, which there is none of in batch mode.
                    (flymake-start)
                    (let ((rule (plist-get (plist-get job :error) :rule)))
                      (wait "the problems" (lambda () (has rule))))
                    (problems)))
    (:hover . ,(lambda ()
                 (let ((place (plist-get job :error)))
                   (go (plist-get place :line) (plist-get place :text)))
                 (hover)))
    (:symbols . ,(lambda () (named (eglot-imenu))))
    (:references . ,(lambda ()
                      (let ((place (plist-get job :reference)))
                        (go (plist-get place :line) (plist-get place :text)))
                      (references)))
    (:edited . edited)))

(let ((found (mapcan (lambda (check)
                       (list (car check)
                             (condition-case fault
                                 (list :answer (funcall (cdr check)))
                               (error (list :failed (error-message-string fault))))))
                     checks)))
  ;; It is UTF-8 already, as bytes.
  (let ((coding-system-for-write 'binary))
    (with-temp-file (getenv "FORTIOS_RESULTS")
      (set-buffer-multibyte nil)
      (insert (json-serialize found)))))
;; As eglot-shutdown does, which kills a server that needs more than a tenth of a second for its end.
(let ((server (eglot-current-server)))
  (setf (eglot--shutdown-requested server) t)
  (jsonrpc-request server :shutdown nil :timeout patience)
  (jsonrpc-notify server :exit nil)
  (wait "the end of the server" (lambda () (not (jsonrpc-running-p server)))))
