//! What is issued for everybody: what a calendar or a procedure would change, and who vouches for it.

use leptos::prelude::*;

use crate::casebook::views::{CalendarCard, CalendarPreview, PackCard, PackPreview, Vouched};
use crate::ui::device::{Download, browser_told};
use crate::ui::element::{View, all, button, div, h2, li, live, nothing, or_nothing, p, ul};
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::session::Session;
use crate::ui::words::issued as words;

/// What taking a calendar over would change.
pub fn calendar(found: &CalendarPreview) -> View {
    let moved = found.moved.iter();
    let moved = moved.map(|it| words::moves(&it.title, &it.duty, it.from, it.to)).collect::<Vec<_>>();
    let nothing_moves =
        (found.later && moved.is_empty() && found.owed_new.is_empty() && found.owed_gone.is_empty())
            .then(|| p().text(words::NOTHING_MOVES));
    all(vec![
        calendar_card(&found.calendar),
        p().class("soft").text(&words::now(&words::calendar(&found.now))).view(),
        or_nothing((!found.later).then(|| p().class("notice").text(words::NOT_LATER))),
        listed(words::MOVED, &moved),
        listed(words::OWED_NEW, &found.owed_new),
        listed(words::OWED_GONE, &found.owed_gone),
        or_nothing(nothing_moves),
        listed(words::CLOSED, &found.closed.iter().map(words::day).collect::<Vec<_>>()),
        listed(words::REOPENED, &found.reopened.iter().map(words::day).collect::<Vec<_>>()),
        listed(words::NOTICES, &found.notices),
    ])
}

/// What taking a procedure over would change.
pub fn pack(found: &PackPreview) -> View {
    let others = (found.others > 0).then(|| p().text(&words::others(found.others)));
    all(vec![
        pack_card(&found.pack),
        p().text(&words::offered(found.offered.as_deref(), found.is_offered)).view(),
        or_nothing(others),
        listed(words::STEPS, &found.steps),
        listed(words::NOTICES, &found.notices),
    ])
}

/// A procedure, and who vouches for it.
pub fn pack_card(card: &PackCard) -> View {
    let version = [&card.title, ", ", &words::version(&card.version)].concat();
    all(vec![
        p().class("what").text(&card.partnership).view(),
        p().text(&version).view(),
        vouched(&card.vouched),
    ])
}

/// The procedures that were taken over here, each with a way to offer it no longer.
pub fn taken_over(cards: &[PackCard]) -> View {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let each = cards.iter().map(|card| {
        let digest = card.digest.clone();
        let stop = move |_| {
            let digest = digest.clone();
            let ordered = async move {
                let book = session.unlocked()?;
                session.save(book.stop_offering(&digest), |()| None).await?;
                session.look_again();
                Ok(())
            };
            await_order(Box::pin(ordered), busy, trouble);
        };
        let stop = button().attr("type", "button").class("second").on("click", stop).text(words::STOP);
        li().child(pack_card(card)).child(div().class("actions").child(stop))
    });
    let list =
        if cards.is_empty() { p().text(words::NONE_TAKEN_OVER) } else { ul().class("plain").each(each) };
    all(vec![summary(trouble), list.view()])
}

/// A calendar, and who vouches for it.
pub fn calendar_card(card: &CalendarCard) -> View {
    all(vec![p().text(&words::calendar(card)).view(), vouched(&card.vouched)])
}

/// Who vouches for it; what nobody does is marked.
pub fn vouched(vouched: &Vouched) -> View {
    let class = if *vouched == Vouched::Unsigned { "notice late" } else { "" };
    p().class(class).text(&words::vouched(vouched)).view()
}

/// Lines below their title, where there are any.
pub fn listed(title: &str, lines: &[String]) -> View {
    if lines.is_empty() {
        return nothing();
    }
    all(vec![h2().text(title).view(), ul().each(lines.iter().map(|line| li().text(line))).view()])
}

/// Signs what nobody has signed yet, as a file to hand on.
pub fn sign(text: String) -> View {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let made = RwSignal::new_local(None::<Download>);
    let sign = move |_| {
        let text = text.clone();
        let signed = async move {
            let book = session.unlocked()?;
            let file = book.sign_for_all(&text).await.map_err(|error| error.told())?;
            made.try_set(Some(Download::of(&file).ok_or_else(browser_told)?));
            Ok(())
        };
        await_order(Box::pin(signed), busy, trouble);
    };
    let sign = button().attr("type", "button").class("second").on("click", sign).text(words::SIGN);
    let said = live(move || or_nothing(made.with(Option::is_some).then(|| p().text(words::SIGNED))));
    all(vec![
        summary(trouble),
        div().class("actions").child(sign).view(),
        div().attr("role", "status").child(said).view(),
    ])
}
