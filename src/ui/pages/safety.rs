//! The safety card: whom to ring. One tap from every screen, also when everything is locked.

use leptos::prelude::*;

use crate::casebook::views::DisputeView;
use crate::ui::navigator::Navigator;
use crate::ui::parts::danger_tap::{danger_anew, danger_in};
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::preferences::numbers;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::safety as words;

/// The card.
pub fn safety() -> AnyView {
    let session = Session::of_page();
    let kept = numbers();
    let unsaid = kept.duty_team.is_empty() || kept.lead.is_empty();
    view! {
        <section class="safety">
            {heading(words::CARD, words::QUESTION)}
            <p>{words::NOTHING_FIRST}</p>
            <a class="call" href="tel:999">
                {words::RING_999}
            </a>
            {ring(words::RING_DUTY, words::NO_DUTY, &kept.duty_team)}
            {ring(words::RING_LEAD, words::NO_LEAD, &kept.lead)}
            {(unsaid && session.is_open())
                .then(|| view! { <p>{link(Route::Settings, "", words::ADD_NUMBERS)}</p> })}
        </section>
        <h2>{words::RECORD}</h2>
        {move || if session.is_open() { record() } else { view! { <p>{words::RECORD_LOCKED}</p> }.into_any() }}
        <p>{link(Route::Home, "", crate::ui::words::TO_HOME)}</p>
    }
    .into_any()
}

fn ring(label: &'static str, without: &'static str, number: &str) -> AnyView {
    if number.is_empty() {
        return view! { <p>{without}</p> }.into_any();
    }
    let dialled = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    let dialled: String = "tel:".chars().chain(dialled).collect();
    view! {
        <a class="call" href=dialled>
            {label} ": " {number.to_owned()}
        </a>
    }
    .into_any()
}

/// One tap: in a dispute that is open, or as a new one.
fn record() -> AnyView {
    view! {
        <p>{words::RECORD_WHAT}</p>
        {loaded(
            |book| async move {
                let home = book.home().await?;
                let mut offered = book.procedures().await?;
                offered.sort_by_key(|choice| Some(&choice.id) != home.profile.procedure.as_ref());
                let first = offered.into_iter().next().and_then(|choice| {
                    let track = choice.tracks.into_iter().next()?;
                    Some((choice.id, track.id))
                });
                let rows = home.disputes.into_iter().filter(|row| !row.danger);
                let named = rows.map(|row| (row.dispute, words::record_in(&row.title, &row.children)));
                Ok((named.collect::<Vec<_>>(), first))
            },
            |(disputes, first)| buttons(disputes, first),
        )}
    }
    .into_any()
}

/// A procedure and its track.
type Under = (String, String);

fn buttons(disputes: Vec<(String, String)>, first: Option<Under>) -> AnyView {
    let navigator = Navigator::of_page();
    let trouble: Trouble = RwSignal::new(None);
    let then = move |view: DisputeView| navigator.go(Route::Dispute(view.id));
    let in_dispute = disputes.into_iter().map(|(dispute, named)| {
        view! { <li>{danger_in(dispute, named, trouble, then)}</li> }
    });
    let anew = first.map(|under| {
        view! { <li>{danger_anew(under, words::RECORD_NEW.to_owned(), trouble, then)}</li> }
    });
    view! {
        {summary(trouble)}
        <ul class="do-list">{in_dispute.collect_view()} {anew}</ul>
    }
    .into_any()
}
