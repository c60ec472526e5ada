;;; reading.el --- What the tests read from Emacs  -*- lexical-binding: t; -*-

;;; Commentary:

;; Places are counted as the tests count them: lines from 0, columns in characters from 0.

;;; Code:

(require 'seq)
(require 'flymake)

(defun reading-place (position)
  "Return POSITION as a line and a column."
  (save-excursion
    (goto-char position)
    (vector (1- (line-number-at-pos)) (- (point) (pos-bol)))))

(defun reading-point (line column)
  "Return the position of LINE and COLUMN."
  (save-excursion
    (goto-char (point-min))
    (forward-line line)
    (+ (point) column)))

(defun reading-hints ()
  "Return the line and the text of each value drawn beside the code."
  (vconcat
   (mapcar (lambda (overlay)
             (vector (aref (reading-place (overlay-start overlay)) 0)
                     (substring-no-properties
                      (or (overlay-get overlay 'after-string) (overlay-get overlay 'before-string)))))
           (seq-filter (lambda (overlay) (overlay-get overlay 'eglot--inlay-hint))
                       (overlays-in (point-min) (point-max))))))

(defun reading-problem (diagnostic)
  "Return where DIAGNOSTIC is, what it says and the lines its frames are in."
  (let ((lsp (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))))
    (list :start (reading-place (flymake-diagnostic-beg diagnostic))
          :end (reading-place (flymake-diagnostic-end diagnostic))
          :message (substring-no-properties (flymake-diagnostic-text diagnostic))
          :frames (vconcat
                   (mapcar (lambda (related)
                             (plist-get (plist-get (plist-get (plist-get related :location) :range) :start) :line))
                           (plist-get lsp :relatedInformation))))))

(defun reading-problems ()
  "Return the problems of the current buffer."
  (vconcat (mapcar #'reading-problem (flymake-diagnostics))))

(defun reading-press (keys)
  "Press KEYS in the selected window, as a keyboard would; return what goes wrong."
  (condition-case problem
      (progn
        (execute-kbd-macro (vconcat keys)) ; of a string it would take ö for a key with Meta
        "")
    (error (error-message-string problem))))

(provide 'reading)
;;; reading.el ends here
