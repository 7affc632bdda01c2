//! The safety card: whom to ring. One tap from every screen, also when everything is locked.

use std::rc::Rc;

use leptos::prelude::*;

use crate::casebook::Casebook;
use crate::casebook::views::{DisputeRow, DisputeView, Status};
use crate::ui::element::{View, a, all, h2, li, live, or_nothing, p, section};
use crate::ui::navigator::Navigator;
use crate::ui::parts::danger_tap::{danger_anew, danger_in};
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::ring::ring as dial;
use crate::ui::parts::shortened::shortened;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::preferences::numbers;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::safety as words;

/// The card.
pub fn safety() -> View {
    let session = Session::of_page();
    let [duty_team, lead] = numbers();
    let unsaid = duty_team.is_empty() || lead.is_empty();
    let add = (unsaid && session.is_open())
        .then(|| p().class("go").child(link(Route::Settings, "", words::ADD_NUMBERS)));
    let card = section()
        .class("safety")
        .child(heading(words::CARD, words::QUESTION))
        .child(p().text(words::NOTHING_FIRST))
        .child(a().class("call").attr("href", "tel:999").text(words::RING_999))
        .child(ring(words::RING_DUTY, words::NO_DUTY, &duty_team))
        .child(ring(words::RING_LEAD, words::NO_LEAD, &lead))
        .maybe(add);
    let record = move || match session.is_open() {
        true => record(),
        false => p().class("go").child(link(Route::Home, "", words::RECORD_LOCKED)).view(),
    };
    all(vec![
        card.view(),
        h2().text(words::RECORD).view(),
        live(record),
        p().class("go").child(link(Route::Home, "", crate::ui::words::TO_HOME)).view(),
    ])
}

fn ring(label: &'static str, without: &'static str, number: &str) -> View {
    if number.is_empty() {
        return p().text(without).view();
    }
    dial("call", label, number).view()
}

/// One tap: in a dispute that is open, or as a new one.
fn record() -> View {
    let read = |book: Rc<Casebook>| async move {
        let home = book.home().await?;
        let first = book.procedures().await?.into_iter().next().and_then(|choice| {
            let track = choice.tracks.into_iter().next()?;
            Some((choice.id, track.id))
        });
        // What ended is opened again by it, on its own screen.
        let goes_on = |row: &DisputeRow| !row.danger && !matches!(row.status, Status::Closed(_));
        let rows = home.disputes.into_iter().filter(goes_on);
        let named = rows.map(|row| (row.dispute, words::record_in(&row.title, &row.children)));
        Ok((named.collect::<Vec<_>>(), first))
    };
    let offered = loaded(read, |(disputes, first)| buttons(disputes.clone(), first.clone()));
    all(vec![p().text(words::RECORD_WHAT).view(), offered])
}

/// A procedure and its track.
type Under = (String, String);

/// As a new dispute, which takes no looking for; then in one that goes on.
fn buttons(disputes: Vec<(String, String)>, first: Option<Under>) -> View {
    let navigator = Navigator::of_page();
    let trouble: Trouble = RwSignal::new(None);
    let then = move |view: DisputeView| navigator.go(Route::Dispute(view.id));
    let anew = first.map(|under| p().child(danger_anew(under, words::RECORD_NEW.to_owned(), trouble, then)));
    let in_dispute = shortened(disputes.len(), move |n| {
        let (dispute, named) = disputes[n].clone();
        li().child(danger_in(dispute, named, trouble, then))
    });
    all(vec![summary(trouble), or_nothing(anew), in_dispute])
}
