//! A form that is kept while it is typed: found as it was left, with when that was begun, the way to begin
//! again, and whether what is typed now is kept.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::folded::folded;
use crate::calendar::Moment;
use crate::casebook::views::Answers;
use crate::ui::drafts::{Form, Found, Sealed, Typed};
use crate::ui::element::{View, all, button, div, live_anew, live_words, or_nothing, p};
use crate::ui::session::Session;
use crate::ui::words;
use crate::ui::words::dates;

/// Draws a form once it is known what stands in it; `start` stands there where nothing does.
pub fn begun(form: Form, start: Answers, draw: impl Fn(Typed) -> View + 'static) -> View {
    drawn(form, start, Box::new(draw))
}

fn drawn(form: Form, start: Answers, draw: Box<dyn Fn(Typed) -> View>) -> View {
    let session = Session::of_page();
    let turn = RwSignal::new(0_usize);
    let (name, is_told) = (form.name.clone(), !form.title.is_empty());
    spawn_local(async move {
        session.find_draft(form, start).await;
        turn.try_set(1);
    });
    let draw = StoredValue::new_local(draw);
    live_anew(move || {
        let typed = (turn.get() > 0).then(|| session.drafts().typed(&name)).flatten();
        let Some(typed) = typed else { return p().attr("role", "status").text(words::READING).view() };
        session.seals(typed);
        let shown = draw.with_value(|draw| draw(typed));
        if is_told {
            all(vec![how_found(session, name.clone(), turn), shown, kept(session, name.clone())])
        } else {
            shown
        }
    })
}

/// Since when something stands here, and the way to be rid of it: two taps, for it cannot be taken back.
fn how_found(session: Session, name: String, turn: RwSignal<usize>) -> View {
    let Found { begun, unreadable } = session.drafts().found(&name);
    let since = begun.map(|begun| {
        let again = move |_| {
            session.drafts().begin_again(&name);
            session.seal_drafts();
            turn.update(|turn| *turn += 1);
        };
        let again = button().attr("type", "button").class("second").on("click", again);
        let inside = div().child(p().text(words::THROW_AWAY_WHAT)).child(again.text(words::THROW_AWAY));
        let since = words::begun(&dates::moment(Moment::from_utc(begun.naive_utc())));
        div().class("notice").child(p().text(&since)).child(folded(words::BEGIN_AGAIN, inside))
    });
    all(vec![
        or_nothing(unreadable.then(|| p().class("notice late").text(words::DRAFT_UNREADABLE))),
        or_nothing(since),
    ])
}

/// Whether what is typed is kept: said only after the transaction completed.
fn kept(session: Session, name: String) -> View {
    let line = move || match session.drafts().sealed() {
        Sealed::At(form, at) if form == name => {
            Some(words::kept(&dates::time(Moment::from_utc(at.naive_utc()))))
        }
        Sealed::Not(told) => Some(words::not_kept(&told)),
        Sealed::At(..) | Sealed::Nothing => None,
    };
    p().class("soft").attr("role", "status").child(live_words(line)).view()
}
