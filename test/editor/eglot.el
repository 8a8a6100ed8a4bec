;;; eglot.el --- One scenario in Emacs's eglot  -*- lexical-binding: t -*-
;; A drifted wrapper is reported, hovered over and refreshed, and its diagnostics go away. NODE, BIND_PLUGIN (the command
;; line's file), WRAPPER and FOLDER are environment variables. Prints one JSON object; exits with an error where it fails.

(setq debug-on-error nil backup-inhibited t create-lockfiles nil auto-save-default nil inhibit-message t)
;; Debian keeps packages where only its own start-up file looks for them, which -Q leaves out.
(dolist (folder (append (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*")
                        (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/*")))
  (when (file-directory-p folder) (add-to-list 'load-path folder)))
(require 'cl-lib)
(require 'eglot)
(require 'json)

(setq eglot-sync-connect 30 eglot-autoshutdown nil eglot-send-changes-idle-time 0 eglot-confirm-server-initiated-edits nil)
(define-derived-mode plain-go-mode prog-mode "Go")
(add-to-list 'eglot-server-programs
             `(plain-go-mode . (,(getenv "NODE") ,(getenv "BIND_PLUGIN") "lsp" "-stdio")))

(defun wait-for (what condition)
  "Run CONDITION until it gives something, and give that; WHAT is what failed otherwise."
  (let ((end (+ (float-time) 30)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or found (error "Timed out: %s" what))))

(defun diagnostics ()
  "The server's diagnostics of this buffer, as it sent them."
  (flymake-start)
  (delq nil (mapcar (lambda (diagnostic) (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic)))
                    (flymake-diagnostics))))

(find-file (getenv "WRAPPER"))
(plain-go-mode)
(cl-letf (((symbol-function 'project-current)
           (lambda (&rest _) (cons 'transient (file-name-as-directory (getenv "FOLDER"))))))
  (apply #'eglot--connect (append (eglot--guess-contact) nil)))
(wait-for "the server" #'eglot-managed-p)

(let* ((server (eglot-current-server))
       (document (eglot--TextDocumentIdentifier))
       (found (progn (wait-for "diagnostics" #'diagnostics)
                     (jsonrpc-request server :bindPlugin/settled nil)
                     (wait-for "diagnostics" #'diagnostics)))
       (drifted (or (cl-find "symbol.type-changed" found :key (lambda (it) (plist-get it :code)) :test #'equal)
                    (error "No diagnostic of a changed type: %S" found)))
       (range (plist-get drifted :range))
       (position (plist-get range :start))
       (hover (jsonrpc-request server :textDocument/hover (list :textDocument document :position position)))
       (actions (jsonrpc-request server :textDocument/codeAction
                                 (list :textDocument document :range range
                                       :context (list :diagnostics (vector drifted) :only ["quickfix"]))))
       (action (or (cl-find-if (lambda (it) (string-prefix-p "Refresh" (plist-get it :title))) actions)
                   (error "No action refreshes: %S" actions)))
       (title (plist-get action :title)))
  (unless (or (plist-get action :edit) (plist-get action :command))
    (setq action (jsonrpc-request server :codeAction/resolve action)))
  (when (plist-get action :edit)
    (eglot--apply-workspace-edit (plist-get action :edit)))
  (when (plist-get action :command)
    (let ((command (if (stringp (plist-get action :command)) action (plist-get action :command))))
      (jsonrpc-request server :workspace/executeCommand
                       (list :command (plist-get command :command) :arguments (plist-get command :arguments)))))
  ;; In a batch no timer is idle, so that changes are not sent by themselves.
  (eglot--signal-textDocument/didChange)
  (wait-for "no errors any more"
            (lambda () (not (cl-find 1 (diagnostics) :key (lambda (it) (plist-get it :severity))))))
  (jsonrpc-request server :bindPlugin/settled nil)
  (unless (buffer-modified-p) (revert-buffer t t t))
  (princ (json-encode
          `((diagnostics . ,(vconcat (mapcar (lambda (it) (format "%s: %s" (plist-get it :code) (plist-get it :message))) found)))
            (hover . ,(let ((contents (plist-get hover :contents))) (or (plist-get contents :value) contents)))
            (action . ,title)
            (left . ,(length (diagnostics)))
            (text . ,(buffer-substring-no-properties (point-min) (point-max))))))
  (princ "\n")
  (set-buffer-modified-p nil)
  (eglot-shutdown server))
