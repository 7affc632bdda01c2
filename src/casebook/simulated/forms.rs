//! Forms filled in by nobody: each question gets an answer of its kind.

use chrono::Days;

use super::dice::Dice;
use crate::calendar::Moment;
use crate::casebook::views::{Action, ActionKind, Answers, Ask, AskKind, Need};

/// How often one kind of act is chosen beside another; 0 = never.
pub fn weight(kind: ActionKind) -> usize {
    match kind {
        ActionKind::Done => 10,
        ActionKind::Move => 12,
        ActionKind::Discuss | ActionKind::Resolve => 5,
        ActionKind::Note | ActionKind::Close | ActionKind::AddTier => 3,
        ActionKind::AgreeDate | ActionKind::Received | ActionKind::SetFact => 2,
        ActionKind::Danger | ActionKind::DangerOver | ActionKind::Lesson | ActionKind::Delay => 1,
        ActionKind::Waive | ActionKind::Reopen | ActionKind::AddAgency | ActionKind::AddChild => 1,
        ActionKind::Depart | ActionKind::Again | ActionKind::Confirm => 1,
        ActionKind::Correct | ActionKind::Open => 0,
    }
}

/// Whether it takes the dispute to a step, or ends it.
pub fn is_step(kind: ActionKind) -> bool {
    matches!(kind, ActionKind::Move | ActionKind::Resolve | ActionKind::Close | ActionKind::Depart)
}

/// The form with an answer to whatever must be answered, and to some of the rest.
pub fn filled(form: &Action, dice: &Dice, now: Moment) -> Answers {
    let mut answers = Answers::default();
    for ask in &form.asks {
        let answered = match ask.need {
            Need::Required => true,
            Need::Optional | Need::Wanted | Need::WithAnother => !dice.one_in(3),
            Need::Aside => dice.one_in(12),
        };
        if !ask.preset.is_empty() {
            answers.insert(ask.id.clone(), ask.preset.clone());
        } else if answered {
            answer(ask, &ask.id, dice, now, &mut answers);
        }
    }
    answers
}

fn answer(ask: &Ask, id: &str, dice: &Dice, now: Moment, answers: &mut Answers) {
    let one = |said: String| vec![said];
    let said = match &ask.kind {
        AskKind::Line => one(format!("invented, line {}", dice.below(1_000))),
        AskKind::Text => one(format!(
            "Invented words, number {}: two agencies see it differently, and it matters to the child. Nobody said this.",
            dice.below(1_000_000)
        )),
        AskKind::Date => one((now.date() - Days::new(dice.below(4) as u64)).to_string()),
        AskKind::DateTime => one(now.to_string()),
        AskKind::Count => one(dice.below(4).to_string()),
        AskKind::Telephone => one("020 7946 0000".to_owned()),
        AskKind::YesNo => one(if dice.one_in(2) { "yes" } else { "no" }.to_owned()),
        AskKind::One(choices) => {
            dice.one_of(choices).map(|choice| choice.value.clone()).into_iter().collect()
        }
        // Who sits on a panel is all that may: a smaller one may be too small.
        AskKind::Many(choices) if ask.need == Need::Required => {
            choices.iter().map(|choice| choice.value.clone()).collect()
        }
        AskKind::Many(choices) => {
            dice.one_of(choices).map(|choice| choice.value.clone()).into_iter().collect()
        }
        AskKind::Children(inner) => {
            let reference = format!("SIM-{}", dice.below(9_000) + 1_000);
            for ask in inner {
                if !dice.one_in(4) {
                    answer(ask, &format!("{id}.{reference}.{}", ask.id), dice, now, answers);
                }
            }
            one(reference)
        }
    };
    answers.insert(id.to_owned(), said);
}
