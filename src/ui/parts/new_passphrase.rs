//! A passphrase that is chosen: five words that are drawn, or a person's own.

use leptos::prelude::*;
use zeroize::Zeroizing;

use super::passphrase::{Typed, passphrase};
use super::trouble::{Trouble, about_field};
use crate::casebook::passphrase::{Weak, weakness};
use crate::casebook::views::Told;
use crate::ui::element::{View, all, button, live, live_words, p};
use crate::ui::session::Session;
use crate::ui::words::door;

const FIRST: &str = "passphrase";
const SECOND: &str = "passphrase-again";

/// What is chosen on one screen.
#[derive(Clone, Copy)]
pub struct NewPassphrase {
    /// Whether it is a person's own.
    pub own: RwSignal<bool>,
    /// Whether what is typed is shown.
    pub shown: RwSignal<bool>,
    drawn: Typed,
    first: Typed,
    second: Typed,
}

impl NewPassphrase {
    /// The drawn words, until somebody wants another.
    pub fn new() -> Self {
        Self {
            own: RwSignal::new(false),
            shown: RwSignal::new(false),
            drawn: Session::of_page().five_words(),
            first: Typed::default(),
            second: Typed::default(),
        }
    }

    /// The words to write down, or the two fields.
    pub fn fields(self, trouble: Trouble) -> View {
        let secret = move |name, say, hint, typed| {
            passphrase(name, say, hint, "new-password", typed, self.shown, trouble)
        };
        live(move || {
            if !self.own.get() {
                return five();
            }
            all(vec![
                secret(FIRST, door::PASSPHRASE_NEW, Some(door::PASSPHRASE_HINT), self.first),
                secret(SECOND, door::PASSPHRASE_AGAIN, None, self.second),
            ])
        })
    }

    /// Leads from the one kind to the other; the button stays, and the focus with it.
    pub fn other(self, trouble: Trouble) -> View {
        let own = self.own;
        let say = live_words(move || Some(if own.get() { door::FIVE_INSTEAD } else { door::OWN }.to_owned()));
        let other = move |_| {
            trouble.set(None);
            own.update(|own| *own = !*own);
        };
        p().child(button().attr("type", "button").class("wordly").on("click", other).child(say)).view()
    }

    /// It, as it was drawn or typed.
    ///
    /// # Errors
    /// What is wrong with a person's own.
    pub fn chosen(self) -> Result<Zeroizing<String>, Told> {
        if !self.own.get_untracked() {
            return Ok(self.drawn.get_untracked());
        }
        let once = self.first.get_untracked();
        match weakness(&once) {
            Some(Weak::Short) => Err(about_field(FIRST, door::TOO_SHORT)),
            Some(Weak::Common) => Err(about_field(FIRST, door::TOO_COMMON)),
            None if once != self.second.get_untracked() => Err(about_field(SECOND, door::NOT_THE_SAME)),
            None => Ok(once),
        }
    }
}

/// Five words to write down. No field holds them: a browser keeps what stands in one.
fn five() -> View {
    let session = Session::of_page();
    let words = session.five_words();
    let label = p().attr("id", "five-words").class("what").text(door::FIVE);
    let shown = p()
        .class("code")
        .attr("role", "group")
        .attr("aria-labelledby", "five-words")
        .attr("aria-live", "polite")
        .child(live_words(move || Some(words.with(|words| words.as_str().to_owned()))));
    let others = move |_| session.draw_words();
    let others = button().attr("type", "button").class("second").on("click", others).text(door::FIVE_OTHERS);
    all(vec![label.view(), shown.view(), p().text(door::FIVE_WHAT).view(), p().child(others).view()])
}
