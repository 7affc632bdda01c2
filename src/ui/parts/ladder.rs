//! The ladder: the steps of the procedure as rungs, read as an ordered list.

use leptos::prelude::*;

use super::duty_line::date;
use crate::casebook::views::{DisputeView, Place, Rung};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;

/// Every rung, lowest first.
pub fn ladder(view: &DisputeView) -> AnyView {
    let each = view.ladder.iter().map(|one| rung(one, view));
    view! { <ol class="ladder">{each.collect_view()}</ol> }.into_any()
}

fn rung(rung: &Rung, view: &DisputeView) -> AnyView {
    // The number that people say, where the step has one.
    let number: String = rung.name.chars().filter(char::is_ascii_digit).collect();
    let (class, mark) = match rung.place {
        Place::Passed => ("rung passed", "✓".to_owned()),
        Place::Current | Place::Held => ("rung current", number),
        Place::Coming => ("rung coming", number),
    };
    let here = matches!(rung.place, Place::Current).then_some("step");
    let name = words::at_step(&rung.name, &rung.title);
    let clocks = view.duties.iter().filter(|duty| rung.clocks.contains(&duty.key)).map(date).collect_view();
    let who = words::who_acts(rung.raising.as_deref(), rung.responding.as_deref());
    let tier = rung.tier.map(words::tier);
    view! {
        <li class=class aria-current=here>
            <span class="mark" aria-hidden="true">
                {mark}
            </span>
            <p class="what">
                <span class="away">{words::place(rung.place)} ": "</span>
                {name}
            </p>
            {who.map(|who| view! { <p class="soft">{who}</p> })}
            {tier.map(|tier| view! { <p>{tier}</p> })}
            {when(rung).map(|when| view! { <p class="soft">{when}</p> })}
            {clocks}
            {rung.reached.iter().cloned().map(|how| view! { <p class="soft">{how}</p> }).collect_view()}
        </li>
    }
    .into_any()
}

fn when(rung: &Rung) -> Option<String> {
    let entered = dates::day(rung.entered?.date());
    let left = rung.left.map(|left| dates::day(left.date()));
    Some(words::stay(&entered, left.as_deref(), rung.kept))
}
