//! Starts the language server for captures. Made by npm run generate from scripts/editors.mjs.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct FortiOsDebug;

impl zed::Extension for FortiOsDebug {
    fn new() -> Self {
        FortiOsDebug
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree
            .which("fortios-debug")
            .ok_or("fortios-debug is not on the PATH: npm install --global fortios-debug")?;
        Ok(Command {
            command,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(FortiOsDebug);
