// The files of editors/: what all editors are told is said once, and each has its own way to say it.
import { manifestOf } from './tools.mjs';

const { contributes, version } = manifestOf();
const [language] = contributes.languages;
/** The id of the language, which is the name of its server, too. @type {string} */
const ID = language.id;
/** @type {string} */
const TITLE = language.aliases[0];
/** @type {string[]} */
const TYPES = language.extensions.map((/** @type {string} */ type) => type.slice(1));
const SCOPE = `text.log.${ID}`;
/** The command line, which must be on the PATH. */
const PROGRAM = Object.keys(manifestOf('server').bin)[0] ?? '';
/** What starts the server. */
const SERVE = ['lsp'];
/** What asks whether the content of a file is a capture: exit code 0 if it is. The file follows. */
const DETECT = ['detect', '--quiet', '--'];
/** Extensions of files whose content is looked at, apart from files without one. */
const ASKED = ['log', 'txt', 'out'];

const MADE = 'Made by npm run generate from scripts/editors.mjs.';
const NEEDS = `Needs ${PROGRAM} on the PATH.`;

/** @param {string[]} words @param {string} quote @param {string} between */
const quoted = (words, quote, between = ', ') => words.map(word => quote + word + quote).join(between);

/** What README.md says of file extensions. */
export const TYPES_IN_WORDS = quoted(language.extensions, '`').replace(/, ([^,]*)$/, ' and $1');

/** The content of each file below editors/. @type {Readonly<Record<string, string>>} */
export const EDITOR_FILES = {
  'neovim/fortios-debug.lua': `-- Neovim 0.10 or newer: copy this to ~/.config/nvim/plugin/fortios-debug.lua. ${NEEDS}
-- ${MADE}

vim.filetype.add({ extension = { ${TYPES.map(type => `${type} = '${ID}'`).join(', ')} } })

-- Extensions of files whose content is looked at; the empty one is that of a file without any.
local asked = { [''] = true, ${ASKED.map(type => `${type} = true`).join(', ')} }

-- With its path and extension, as Windows starts no other.
local function program()
  local path = vim.fn.exepath('${PROGRAM}')
  return path == '' and '${PROGRAM}' or path
end

-- Asks whether the content of a file is a capture. Nothing waits for the answer.
vim.api.nvim_create_autocmd('BufReadPost', {
  callback = function(event)
    local path = vim.api.nvim_buf_get_name(event.buf)
    if not asked[vim.fn.fnamemodify(path, ':e')] or vim.fn.filereadable(path) == 0 then return end
    if vim.fn.executable('${PROGRAM}') == 0 then return end
    vim.system({ program(), ${quoted(DETECT, "'")}, path }, {}, vim.schedule_wrap(function(answer)
      if answer.code == 0 and vim.api.nvim_buf_is_valid(event.buf) then vim.bo[event.buf].filetype = '${ID}' end
    end))
  end,
})

vim.api.nvim_create_autocmd('FileType', {
  pattern = '${ID}',
  callback = function(event)
    vim.lsp.start({
      name = '${ID}',
      cmd = { program(), ${quoted(SERVE, "'")} },
      root_dir = vim.fn.getcwd(), -- one server for all captures
    }, { bufnr = event.buf })
  end,
})
`,
  'emacs/fortios-debug.el': `;;; fortios-debug.el --- FortiOS debug captures  -*- lexical-binding: t -*-

;;; Commentary:

;; Emacs 29 or newer: put this file into your \`load-path' and (require 'fortios-debug) into your init.el.
;; ${NEEDS}
;; ${MADE}

;;; Code:

(require 'eglot)

(defvar fortios-debug-program "${PROGRAM}"
  "The command line of ${TITLE}.")

;;;###autoload
(define-derived-mode fortios-debug-mode nil "${TITLE}"
  "Major mode for FortiOS debug captures.")

(defun fortios-debug-ask ()
  "Turn on \`fortios-debug-mode' if the content of the file is a capture.
Nothing waits for the answer."
  (when (and (member (file-name-extension buffer-file-name) '(nil ${quoted(ASKED, '"', ' ')}))
             (not (derived-mode-p 'fortios-debug-mode))
             (not (file-remote-p buffer-file-name))
             (executable-find fortios-debug-program))
    (let ((buffer (current-buffer)))
      (make-process
       :name "${ID}-ask" :noquery t :connection-type 'pipe
       :command (list fortios-debug-program ${quoted(DETECT, '"', ' ')} (expand-file-name buffer-file-name))
       :sentinel (lambda (process _)
                   (when (and (eq 'exit (process-status process)) (eq 0 (process-exit-status process))
                              (buffer-live-p buffer))
                     (with-current-buffer buffer
                       (fortios-debug-mode)
                       ;; Eglot connects after the next command, which may be far off.
                       (run-hooks 'post-command-hook))))))))

(add-hook 'find-file-hook #'fortios-debug-ask)
(add-to-list 'auto-mode-alist '("\\\\.\\\\(?:${TYPES.join('\\\\|')}\\\\)\\\\'" . fortios-debug-mode))
(add-to-list 'eglot-server-programs \`(fortios-debug-mode ,fortios-debug-program ${quoted(SERVE, '"', ' ')}))
(add-hook 'fortios-debug-mode-hook #'eglot-ensure)

(provide 'fortios-debug)
;;; fortios-debug.el ends here
`,
  'helix/languages.toml': `# Helix: add this to ~/.config/helix/languages.toml. ${NEEDS}
# Helix chooses a language by the name of a file. For a capture with another name: :set-language ${ID}
# ${MADE}

[language-server.${ID}]
command = "${PROGRAM}"
args = [${quoted(SERVE, '"')}]

[[language]]
name = "${ID}"
scope = "${SCOPE}"
file-types = [${quoted(TYPES, '"')}]
language-servers = ["${ID}"]
`,
  'sublime/FortiOS-Debug.sublime-syntax': `%YAML 1.2
---
# Sublime Text 4: copy this to the folder Packages/User. The language server colours the rest.
# ${MADE}
name: ${TITLE}
scope: ${SCOPE}
version: 2
file_extensions: [${TYPES.join(', ')}]
contexts:
  main:
    - match: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d'
      scope: comment.line.time.${ID}
    - match: '\\b[\\w-]+(?=\\[\\d+(?::[^\\]]*)?\\])'
      scope: entity.name.function.${ID}
`,
  'sublime/LSP-fortios-debug.sublime-settings': `// Sublime Text 4 with the package LSP: add this client to Preferences > Package Settings > LSP > Settings.
// ${NEEDS} ${MADE}
{
  "clients": {
    "${ID}": {
      "enabled": true,
      "command": [${quoted([PROGRAM, ...SERVE], '"')}],
      "selector": "${SCOPE}"
    }
  }
}
`,
  'zed/extension.toml': `# ${MADE}
id = "${ID}"
name = "${TITLE}"
description = "Explains FortiOS debug captures."
version = "${version}"
schema_version = 1
authors = []

[language_servers.${ID}]
name = "${TITLE}"
languages = ["${TITLE}"]

[language_servers.${ID}.language_ids]
"${TITLE}" = "${ID}"
`,
  'zed/Cargo.toml': `# ${MADE}
[package]
name = "${ID}-zed"
version = "${version}"
edition = "2021"
publish = false

[lib]
crate-type = ["cdylib"]

[dependencies]
zed_extension_api = "=0.6.0"

# A project of its own, wherever this folder is.
[workspace]
`,
  'zed/languages/fortios-debug/config.toml': `# ${MADE}
name = "${TITLE}"
path_suffixes = [${quoted(TYPES, '"')}]
`,
  'zed/src/lib.rs': `//! Starts the language server for captures. ${MADE}

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct FortiOsDebug;

impl zed::Extension for FortiOsDebug {
    fn new() -> Self {
        FortiOsDebug
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree
            .which("${PROGRAM}")
            .ok_or("${PROGRAM} is not on the PATH: npm install --global ${manifestOf('server').name}")?;
        Ok(Command {
            command,
            args: vec![${SERVE.map(word => `"${word}".into()`).join(', ')}],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(FortiOsDebug);
`,
};
