//! Moving a dispute to another version of its procedure: what would change, then the move or not.

use leptos::prelude::*;

use super::issued::{listed, vouched};
use crate::casebook::views::VersionPreview;
use crate::ui::element::{View, all, button, div, nothing, or_nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::parts::trouble::{Trouble, reasons, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::dispute::TO_DISPUTE;
use crate::ui::words::issued as words;

/// The version that the dispute of that id might be moved to.
pub fn version(id: String) -> View {
    loaded_screen(
        words::VERSION,
        move |book| {
            let id = id.clone();
            async move { book.preview_version(&id).await }
        },
        show,
    )
}

fn show(found: &VersionPreview) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let (dispute, digest) = (found.dispute.clone(), found.offer.digest.clone());
    let back = Route::Dispute(dispute.clone());
    let go = move |_| {
        let (dispute, digest) = (dispute.clone(), digest.clone());
        let ordered = async move {
            let book = session.unlocked()?;
            let moved = book.move_to_version(&dispute, &digest);
            let view = session.save(moved, |view| Some(view.now)).await?;
            navigator.replace(Route::Dispute(view.id));
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let go = button()
        .attr("type", "button")
        .live_attr("aria-disabled", move || busy.get().then_some("true"))
        .on("click", go)
        .text(&words::move_to(&found.offer.version));
    let moved = found.moved.iter().map(|it| words::moves(&it.title, &it.duty, it.from, it.to));
    let moved: Vec<String> = moved.collect();
    let lists = [&found.owed_new, &found.owed_gone, &found.steps_new, &found.steps_gone];
    let same = moved.is_empty() && lists.iter().all(|list| list.is_empty());
    let refused = if found.refused.is_empty() { nothing() } else { reasons(&found.refused) };
    all(vec![
        heading(words::VERSION, words::VERSION),
        summary(trouble),
        p().class("what").text(&found.title).view(),
        p().text(&words::from_to(&found.from, &found.offer.version)).view(),
        vouched(&found.offer.vouched),
        refused,
        or_nothing((same && found.refused.is_empty()).then(|| p().text(words::NOTHING_OWED_CHANGES))),
        listed(words::MOVED, &moved),
        listed(words::OWED_NEW, &found.owed_new),
        listed(words::OWED_GONE, &found.owed_gone),
        listed(words::STEPS_NEW, &found.steps_new),
        listed(words::STEPS_GONE, &found.steps_gone),
        listed(words::DUTIES_NEW, &found.duties_new),
        listed(words::DUTIES_GONE, &found.duties_gone),
        p().class("soft").text(words::VERSION_WHAT).view(),
        div()
            .class("actions")
            .maybe(found.refused.is_empty().then_some(go))
            .child(link(back, "button second", TO_DISPUTE))
            .view(),
    ])
}
