//! Whether the last entry is stored: said only after the transaction completed.

use crate::ui::element::{View, live_words, p};
use crate::ui::saved::Saved;
use crate::ui::session::Session;
use crate::ui::words;

/// The line at the top of every screen; it is read out when it changes.
pub fn safe_line() -> View {
    let session = Session::of_page();
    let class = move || match session.saved() {
        Saved::Not => Some("safe-line not-saved"),
        Saved::Nothing | Saved::Saving | Saved::At(_) => Some("safe-line"),
    };
    let line = move || match session.saved() {
        Saved::Nothing => None,
        Saved::Saving => Some(words::SAVING.to_owned()),
        Saved::At(None) => Some(words::SAVED.to_owned()),
        Saved::At(Some(moment)) => Some(words::saved(&words::dates::time(moment))),
        Saved::Not => Some(words::NOT_SAVED.to_owned()),
    };
    p().attr("role", "status").live_attr("class", class).child(live_words(line)).view()
}
