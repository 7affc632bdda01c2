//! Whether the last entry is stored: said only after the transaction completed.

use leptos::prelude::*;

use crate::ui::session::{Saved, Session};
use crate::ui::words;

/// The line at the top of every screen; it is read out when it changes.
pub fn safe_line() -> AnyView {
    let session = Session::of_page();
    let class = move || match session.saved() {
        Saved::Not => "safe-line not-saved",
        Saved::Nothing | Saved::Saving | Saved::At(_) => "safe-line",
    };
    let line = move || match session.saved() {
        Saved::Nothing => String::new(),
        Saved::Saving => words::SAVING.to_owned(),
        Saved::At(None) => words::SAVED.to_owned(),
        Saved::At(Some(moment)) => words::saved(&words::dates::time(moment)),
        Saved::Not => words::NOT_SAVED.to_owned(),
    };
    view! {
        <p role="status" class=class>
            {line}
        </p>
    }
    .into_any()
}
