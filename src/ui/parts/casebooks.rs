//! A device that several people share: each has a casebook of their own, with its own storage and its own keys.
//!
//! The casebooks have numbers and no names: who uses a device stands nowhere in plain words.

use super::folded::folded;
use crate::ui::device::begin_anew;
use crate::ui::element::{El, View, all, button, div, li, nothing, or_nothing, p, ul};
use crate::ui::preferences::{Kept, casebook, casebooks, choose_casebook};
use crate::ui::words::door as words;

fn way(number: usize, say: &str) -> El {
    let choose = move |_| {
        if choose_casebook(number) == Kept::Yes {
            begin_anew();
        }
    };
    li().child(button().attr("type", "button").class("wordly").on("click", choose).text(say))
}

/// What is left to whoever has neither the passphrase nor the recovery code.
pub fn neither() -> View {
    let another = ul().class("plain").child(way(casebooks() + 1, words::ANOTHER));
    let inside =
        div().child(p().text(words::NEITHER_WHAT)).child(another).child(p().text(words::NEITHER_ASK));
    folded(words::NEITHER, inside).view()
}

/// Which casebook this is, where there are several, and the way to another one.
pub fn other_casebooks() -> View {
    let (own, count) = (casebook(), casebooks());
    let which = (own > 1 || count > 1).then(|| p().text(&words::this_is(own)));
    let others =
        (1..=count).filter(|number| *number != own).map(|number| way(number, &words::casebook(number)));
    let another = (own <= count).then(|| way(count + 1, words::ANOTHER.said()));
    let list = ul().class("plain").each(others).maybe(another);
    all(vec![
        or_nothing(which),
        folded(words::SHARED.said(), div().child(p().text(words::SHARED_WHAT)).child(list)).view(),
    ])
}

/// The same where nothing is set up: only where there is another one.
pub fn back_to_another() -> View {
    if casebook() > 1 || casebooks() > 1 { other_casebooks() } else { nothing() }
}
