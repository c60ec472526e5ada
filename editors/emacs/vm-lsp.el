;;; vm-lsp.el --- Run JavaScript, values beside the code  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT
;; Version: 0.1.0
;; Package-Requires: ((emacs "30.1"))
;; Keywords: languages, processes, tools

;;; Commentary:

;; A client of the language server vm-lsp for Eglot: what you run stays in a
;; session, and values, output and errors stand beside the code.  Put
;; `vm-lsp-ensure' on the hooks of your JavaScript modes; \`C-h f vm-lsp-mode'
;; lists the keys.  The server's settings: `eglot-workspace-configuration', :vmLsp.

;;; Code:

(require 'eglot)

(defgroup vm-lsp nil "Run JavaScript, and see its values beside the code." :group 'eglot)

(defcustom vm-lsp-command '("vm-lsp" "serve")
  "How to start the server: a program and its arguments."
  :type '(repeat string))

;;; The server

(defclass vm-lsp-server (eglot-lsp-server)
  ((going :initform 0 :accessor vm-lsp--going))
  "The language server, and how many runs it has not answered yet.")

(cl-defmethod eglot-client-capabilities ((_server vm-lsp-server))
  "Add to what Eglot can do what this file can."
  (let ((abilities (copy-tree (cl-call-next-method))))
    (plist-put (plist-get (plist-get abilities :textDocument) :publishDiagnostics) :relatedInformation t)
    (plist-put (plist-get abilities :workspace) :inlayHint '(:refreshSupport t))
    (plist-put abilities :experimental '(:vmLsp (:sessionStatus :json-false)))))

(cl-defmethod eglot-handle-request ((server vm-lsp-server) (_method (eql workspace/inlayHint/refresh)))
  "Draw the values in all of SERVER's buffers anew."
  (dolist (buffer (eglot--managed-buffers server))
    (with-current-buffer buffer (vm-lsp--draw))))

(defun vm-lsp--draw ()
  "Draw the values in this buffer anew: Eglot only asks for what was redisplayed."
  (when eglot-inlay-hints-mode (eglot--update-hints-1 (point-min) (point-max))))

(defun vm-lsp--server ()
  "Return this buffer's server, if it is ours."
  (let ((server (eglot-current-server)))
    (and server (object-of-class-p server 'vm-lsp-server) server)))

(defun vm-lsp--server-or-lose ()
  "Return this buffer's server, or signal how to get one."
  (or (vm-lsp--server)
      (user-error "No vm-lsp here: M-x vm-lsp-ensure starts it in a JavaScript file")))

(defun vm-lsp--ask (command &rest argument)
  "Return the server's answer to COMMAND with the plist ARGUMENT."
  (eglot-execute (vm-lsp--server-or-lose) `(:command ,command :arguments [,argument])))

(defun vm-lsp--start (words command &rest argument)
  "Send COMMAND with the plist ARGUMENT, then show WORDS of the answer."
  (let ((server (vm-lsp--server-or-lose)))
    (when eglot--managed-mode (eglot--signal-textDocument/didChange)) ; run what is seen
    (jsonrpc-async-request
     server :workspace/executeCommand `(:command ,command :arguments [,argument])
     :success-fn (lambda (answer) (vm-lsp--over server (funcall words answer)))
     :error-fn (lambda (refusal) (vm-lsp--over server (plist-get refusal :message)))
     :timeout nil)                      ; the server bounds how long a run may take
    (cl-incf (vm-lsp--going server))))

(defun vm-lsp--over (server words)
  "Note that SERVER has answered, and show WORDS if there are any."
  (cl-decf (vm-lsp--going server))
  (force-mode-line-update t)
  (when words (message "%s" words)))

(defun vm-lsp--failure (run)
  "Return why RUN failed, or nil."
  (when-let* ((failure (plist-get run :error)))
    (format "%s: %s" (plist-get failure :name) (plist-get failure :message))))

(defun vm-lsp--uri ()
  "Return this buffer's URI as the server knows it."
  (plist-get (eglot--TextDocumentIdentifier) :uri))

;;; Commands

(defun vm-lsp-run (beginning end)
  "Run the region from BEGINNING to END, or without one the statement at point."
  (interactive (if (use-region-p) (list (region-beginning) (region-end)) (list (point) (point))))
  (vm-lsp--start #'vm-lsp--failure "vm.executeSelection" :uri (vm-lsp--uri)
                 :range (list :start (eglot--pos-to-lsp-position beginning)
                              :end (eglot--pos-to-lsp-position end)))
  (deactivate-mark))

(defun vm-lsp-run-file ()
  "Run this buffer, saved or not."
  (interactive)
  (vm-lsp--start #'vm-lsp--failure "vm.runFile" :uri (vm-lsp--uri)))

(defun vm-lsp-stop ()
  "Stop what is on in this buffer's session, and show what came of it."
  (interactive)
  (vm-lsp--start #'vm-lsp--outcome "vm.interrupt" :uri (vm-lsp--uri)))

(defun vm-lsp--outcome (answer)
  "Return what the ANSWER to a stop means, unless a run ends and has it."
  (pcase (plist-get answer :outcome)
    ("cleared" "Timers stopped; the session keeps its state")
    ("idle" "Nothing is running")))

(defun vm-lsp-restart ()
  "Restart this buffer's session: it forgets everything."
  (interactive)
  (vm-lsp--ask "vm.session.restart" :uri (vm-lsp--uri))
  (message "A new session"))

(defun vm-lsp-clear ()
  "Take this buffer's results away."
  (interactive)
  (vm-lsp--ask "vm.results.clear" :uri (vm-lsp--uri)))

(defun vm-lsp-insert ()
  "Put the result at point beside its code, as a comment."
  (interactive)
  (eglot-code-actions (point) nil "vm-lsp.insert" t))

(defun vm-lsp-show-value ()
  "Show the whole value at point in a buffer."
  (interactive)
  (let ((place (eglot--pos-to-lsp-position (point))))
    (vm-lsp--show "*vm-lsp value*" #'special-mode
                  (vm-lsp--printed (plist-get (vm-lsp--ask "vm.value.show" :uri (vm-lsp--uri) :position place) :value)))))

(defun vm-lsp-frames ()
  "List the places the error at point came through."
  (interactive)
  (let ((frames (mapcan #'vm-lsp--calls (flymake-diagnostics (point)))))
    (unless frames (user-error "No error with further frames here"))
    (xref-show-xrefs (lambda () frames) nil)))

(defun vm-lsp--calls (diagnostic)
  "Return the related places of DIAGNOSTIC as a list of xrefs."
  (mapcar (lambda (related)
            (let* ((location (plist-get related :location))
                   (start (plist-get (plist-get location :range) :start)))
              (xref-make (plist-get related :message)
                         (xref-make-file-location (eglot-uri-to-path (plist-get location :uri))
                                                  (1+ (plist-get start :line))
                                                  (plist-get start :character)))))
          (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))
                     :relatedInformation)))

(defun vm-lsp--printed (value)
  "Return the whole of VALUE as the server prints it."
  (or (plist-get value :full) (plist-get value :preview)))

(defun vm-lsp--show (name mode text)
  "Show TEXT in the buffer NAME, read-only and in MODE, and go there."
  (pop-to-buffer name)
  (let ((inhibit-read-only t)) (erase-buffer) (insert text))
  (funcall mode)
  (goto-char (point-min)))

;;; History

(defvar-local vm-lsp--run nil "The id of the run in this buffer.")
(defvar-keymap vm-lsp-run-mode-map "r" #'vm-lsp-run-again)
(define-derived-mode vm-lsp-run-mode special-mode "VM run" "An execution, as it was.")

(defun vm-lsp-history (words)
  "Choose a past execution to show; with a prefix argument, of those with WORDS."
  (interactive (list (and current-prefix-arg (read-string "Runs with these words: "))))
  (let* ((found (apply #'vm-lsp--ask "vm.history.list" :limit 500 (and words `(:search ,words))))
         (runs (mapcar (lambda (run) (cons (vm-lsp--line run) run)) (plist-get found :items)))
         (table (lambda (text predicate action)
                  (if (eq action 'metadata) '(metadata (display-sort-function . identity))
                    (complete-with-action action runs text predicate)))))
    (unless runs (user-error "No runs%s" (if words (format " with “%s” in them" words) " yet")))
    (vm-lsp--show-run (cdr (assoc (completing-read "Run: " table nil t nil nil (caar runs)) runs)))))

(defun vm-lsp--line (run)
  "Return the line that stands for RUN: when, how it ended, its number, its code."
  (let ((code (string-join (split-string (plist-get run :input)) " ")))
    (format "%s  %-9s #%s  %s"
            (format-time-string "%F %T" (date-to-time (plist-get run :queuedAt)))
            (plist-get run :status) (plist-get run :number)
            (truncate-string-to-width code 80 nil nil t))))

(defun vm-lsp--show-run (run)
  "Show the code of RUN and what it said, in a buffer attached to the same server."
  (let* ((id (plist-get run :id))
         (server (vm-lsp--server-or-lose))
         (said (delq nil (mapcar #'vm-lsp--said (vm-lsp--ask "vm.history.events" :executionId id))))
         (page (string-join `(,(vm-lsp--line run) "" ,(plist-get run :input) "" ,@said "") "\n")))
    (vm-lsp--show (format "*vm-lsp run %.8s*" id) #'vm-lsp-run-mode page)
    (setq-local vm-lsp--run id eglot--cached-server server)))

(defun vm-lsp--said (event)
  "Return EVENT as a line, or nil where the code has it already."
  (let ((payload (plist-get event :payload)))
    (pcase (plist-get event :type)
      ("console" (concat "» " (plist-get payload :text)))
      ("system" (concat "! " (plist-get payload :message)))
      ("value" (concat "→ " (vm-lsp--printed payload)))
      ("exception" (concat "✖ " (plist-get payload :stack))))))

(defun vm-lsp-run-again ()
  "Do the run in this buffer again, in today's session."
  (interactive nil vm-lsp-run-mode)
  (vm-lsp--start #'vm-lsp--failure "vm.history.rerun" :executionId vm-lsp--run))

;;; The mode

(defvar-keymap vm-lsp-mode-map
  "C-c C-c" #'vm-lsp-run
  "C-c C-f" #'vm-lsp-run-file
  "C-c C-k" #'vm-lsp-stop
  "C-c C-z" #'vm-lsp-restart
  "C-c C-l" #'vm-lsp-clear
  "C-c C-v" #'vm-lsp-show-value
  "C-c C-i" #'vm-lsp-insert
  "C-c C-e" #'vm-lsp-frames
  "C-c C-h" #'vm-lsp-history)

(define-minor-mode vm-lsp-mode
  "Run JavaScript, and see its values beside the code.
\\{vm-lsp-mode-map}"
  :lighter (:eval (if-let* ((server (vm-lsp--server)) ((cl-plusp (vm-lsp--going server)))) " VM:busy" " VM"))
  (when vm-lsp-mode
    (eglot-inlay-hints-mode 1)
    (add-hook 'eglot--document-changed-hook #'vm-lsp--draw 90 t))) ; once the server has the change

;;;###autoload
(defun vm-lsp-ensure ()
  "Attach this buffer to vm-lsp; for the hooks of the modes for JavaScript."
  (interactive)
  (unless (derived-mode-p 'js-json-mode) ; which calls the hooks of `js-mode' too
    (setq-local eglot-server-programs
                `(((js-mode js-ts-mode typescript-ts-mode tsx-ts-mode) vm-lsp-server ,@vm-lsp-command)
                  ,@eglot-server-programs))
    (add-hook 'eglot-managed-mode-hook (lambda () (vm-lsp-mode (if (vm-lsp--server) 1 -1))) nil t)
    (eglot-ensure)))

(provide 'vm-lsp)
;;; vm-lsp.el ends here
