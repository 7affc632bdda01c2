//! What is shown of the rules themselves.

use chrono::{Datelike, NaiveDate};

use super::sight::Sight;
use crate::calendar::parse_date;
use crate::casebook::dates::{long_date, month};
use crate::casebook::views::{PackHere, ProcedureCard};
use crate::dispute::event::Under;
use crate::procedure::{About, Procedure};
use crate::words::entries as words;

/// The rules that a dispute is run under.
pub fn card(sight: &Sight<'_>, under: &Under, pack: PackHere) -> ProcedureCard {
    let procedure: &Procedure = sight.rules.procedure;
    let about = &procedure.about;
    ProcedureCard {
        id: under.procedure.to_string(),
        version: under.version.clone(),
        partnership: about.partnership.clone(),
        title: about.title.clone(),
        document_version: about.document_version.clone(),
        status: about.status.clone(),
        review_overdue: review_overdue(about, sight.now.date()),
        track: sight.rules.track.title.clone(),
        step_word: sight.step_word().to_owned(),
        pack,
    }
}

/// A sentence where the document is past its authors' own review date: a day, or a month whose
/// last day counts.
pub fn review_overdue(about: &About, today: NaiveDate) -> Option<String> {
    let due = &about.review_due;
    if let Some(day) = parse_date(due) {
        let said = long_date(day);
        return (today > day).then(|| words::review_due(&said));
    }
    let first = parse_date(&format!("{due}-01"))?;
    let is_past = (today.year(), today.month()) > (first.year(), first.month());
    is_past.then(|| words::review_due(&month(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_past_when_it_has_ended() {
        let said = |due: &str, today: &str| {
            let about = About { review_due: due.into(), ..About::default() };
            review_overdue(&about, parse_date(today).expect("a day"))
        };
        assert_eq!(said("2025-08", "2025-08-31"), None);
        assert_eq!(
            said("2025-08", "2025-09-01").as_deref(),
            Some("Its authors meant to review it by August 2025.")
        );
        assert_eq!(said("2025-08-20", "2025-08-20"), None);
        assert!(said("2025-08-20", "2025-08-21").is_some());
        assert_eq!(said("", "2026-01-01"), None);
    }
}
