//! The ladder: the steps of the procedure as rungs, read as an ordered list.

use super::duty_line::date;
use crate::casebook::views::{DisputeView, Place, Rung};
use crate::ui::element::{El, View, li, ol, p, span};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;

/// Every rung, lowest first.
pub fn ladder(view: &DisputeView) -> View {
    ol().class("ladder").each(view.ladder.iter().map(|one| rung(one, view))).view()
}

fn rung(rung: &Rung, view: &DisputeView) -> El {
    // The number that people say, where the step has one.
    let number: String = rung.name.chars().filter(char::is_ascii_digit).collect();
    let (class, mark) = match rung.place {
        Place::Passed => ("rung passed", "✓".to_owned()),
        Place::Current | Place::Held => ("rung current", number),
        Place::Coming => ("rung coming", number),
    };
    let here = matches!(rung.place, Place::Current).then_some("step");
    let name = words::at_step(&rung.name, &rung.title);
    let clocks = view.duties.iter().filter(|duty| rung.clocks.contains(&duty.key)).map(date);
    let who = words::who_acts(rung.raising.as_deref(), rung.responding.as_deref());
    let place = span().class("away").text(&[words::place(rung.place), ": "].concat());
    li().class(class)
        .attr_if("aria-current", here)
        .child(span().class("mark").attr("aria-hidden", "true").text(&mark))
        .child(p().class("what").child(place).text(&name))
        .maybe(who.map(|who| p().class("soft").text(&who)))
        .maybe(rung.tier.map(|tier| p().text(&words::tier(tier))))
        .maybe(when(rung).map(|when| p().class("soft").text(&when)))
        .each(clocks)
        .each(rung.reached.iter().map(|how| p().class("soft").text(how)))
}

fn when(rung: &Rung) -> Option<String> {
    let entered = dates::day(rung.entered?.date());
    let left = rung.left.map(|left| dates::day(left.date()));
    Some(words::stay(&entered, left.as_deref(), rung.kept))
}
