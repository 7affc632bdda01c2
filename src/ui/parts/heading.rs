//! The heading of a screen: it names the tab, and takes the focus when the screen is new.

use crate::ui::element::{ElRef, View, h1};
use crate::ui::navigator::{Navigator, name_tab};

/// The one `h1` of a screen. `screen` names the tab, `words` may speak of the case.
pub fn heading(screen: &'static str, words: &str) -> View {
    let navigator = Navigator::of_page();
    let node = ElRef::new();
    node.on_load(move |heading| {
        name_tab(screen);
        if navigator.takes_arrival() {
            // Without the focus the screen still shows.
            let _ = heading.focus();
        }
    });
    h1().attr("tabindex", "-1").held_by(node).text(words).view()
}
