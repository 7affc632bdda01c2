//! The ladder: the steps of the procedure as rungs, read as an ordered list.

use super::clock::clock;
use crate::casebook::ladder::{budgets, stay};
use crate::casebook::views::{DisputeView, Place, Rung};
use crate::ui::element::{El, View, all, li, ol, or_nothing, p, span};
use crate::ui::words::dispute as words;

/// Every rung, lowest first; below them the clocks that run over several.
pub fn ladder(view: &DisputeView) -> View {
    let over_all = budgets(view)
        .flat_map(|duty| [p().class("what").text(&duty.text).view(), clock(duty, view.now.date())]);
    let rungs = ol().class("ladder").each(view.ladder.iter().map(|one| rung(one, view)));
    all(std::iter::once(rungs.view()).chain(over_all).collect())
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
    let clocks = view.duties.iter().filter(|duty| rung.clocks.contains(&duty.key));
    let named = rung.clocks.len() > 1;
    let clocks = clocks.flat_map(|duty| {
        let name = named.then(|| p().class("soft").text(&duty.what()));
        [or_nothing(name), clock(duty, view.now.date())]
    });
    let who = words::who_acts(rung);
    let place = span().class("away").text(&[words::place(rung.place), ": "].concat());
    li().class(class)
        .attr_if("aria-current", here)
        .child(span().class("mark").attr("aria-hidden", "true").text(&mark))
        .child(p().class("what").child(place).text(&name))
        .each(who.iter().map(|who| p().class("soft").text(who)))
        .maybe(rung.tier.map(|tier| p().text(&words::tier(tier))))
        .maybe(stay(rung).map(|when| p().class("soft").text(&when)))
        .each(clocks)
        .each(rung.reached.iter().map(|how| p().class("soft").text(how)))
}
