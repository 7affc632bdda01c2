//! How far a source is looked through, of how much: a bar on standard error, where somebody looks at it.
//!
//! The one idea: *what is not a terminal sees nothing of it*, and neither does whoever asks for JSON. It is drawn below the lines
//! of standard output, and taken away when all is done.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Output;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Far {
    /// So much was looked at.
    pub done: u64,
    /// Of so much.
    pub of: u64,
    /// What is counted.
    pub unit: Unit,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Files of a folder, or of a Maildir.
    Files,
    /// Bytes of a mailbox in one file.
    Bytes,
    /// Messages of a mailbox on a server.
    Messages,
    /// Answers that take receipts back.
    Answers,
}

/// The bar.
pub struct Bar(ProgressBar);

impl Bar {
    /// One that shows nothing yet.
    pub fn new(output: Output) -> Self {
        let target = if output.json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self(ProgressBar::with_draw_target(None, target))
    }

    /// Shows how far it is.
    pub fn show(&self, Far { done, of, unit }: Far) {
        if self.0.length() != Some(of) {
            let counted = match unit {
                Unit::Files => "{pos} of {len} files",
                Unit::Messages => "{pos} of {len} messages",
                Unit::Answers => "{pos} of {len} answers",
                Unit::Bytes => "{bytes} of {total_bytes}",
            };
            let style = ProgressStyle::with_template(&["[{bar:30}] {percent}%, ", counted].concat());
            // It is ours, and a test draws each.
            self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
            self.0.set_length(of);
        }
        self.0.set_position(done);
    }

    /// Writes lines above it.
    pub fn above<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// Takes it away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
