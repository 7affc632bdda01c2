//! What belongs to the end of a dispute, before it is put away.

use super::folded::folded;
use super::guidance::to_send;
use super::link::link;
use crate::casebook::views::{ActionKind, DisputeView, Status};
use crate::ui::element::{El, View, div, h3, li, ul};
use crate::ui::route::{ActionName, Route};
use crate::ui::words::dispute as words;

/// In sight once it is resolved, on demand once it is closed; nothing while it goes on.
pub fn put_away(view: &DisputeView) -> Option<El> {
    let form = |kind, title: &str| -> Option<View> {
        let action = view.actions.iter().find(|action| action.kind == kind && action.duty.is_none())?;
        Some(link(Route::Act(view.id.clone(), ActionName::of(&view.id, &action.id)), "", title))
    };
    let have_it_confirmed = || link(Route::Export(view.id.clone()), "", words::HAVE_IT_CONFIRMED);
    let to_do = [
        (view.end_unanswered && view.to_confirm.is_none()).then(have_it_confirmed),
        form(ActionKind::Note, words::NOTE_OPEN_POINTS),
        form(ActionKind::Lesson, words::NOTE_LESSON),
        Some(folded(words::TELL_WHO_RAISED, div().child(to_send(words::HOW_IT_ENDED))).view()),
    ];
    let list = ul().class("plain").each(to_do.into_iter().flatten().map(|one| li().child(one)));
    match view.status {
        Status::Resolved => Some(div().child(h3().text(words::PUT_AWAY)).child(list)),
        Status::Closed(_) => Some(folded(words::PUT_AWAY, list)),
        Status::NotBegun | Status::Open | Status::Emergency => None,
    }
}
