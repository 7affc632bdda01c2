//! The words of backups.

pub use crate::words::backup::*;

use crate::casebook::views::{BackupReport, Here, RestoreLine, Restored};

/// It is made.
pub fn made(report: &BackupReport) -> String {
    made_holding(&holds(report))
}

/// What is in it.
fn holds(report: &BackupReport) -> String {
    holding(report.disputes, report.entries)
}

/// When it was made, and what is in it.
pub fn of(report: &BackupReport) -> String {
    made_on(&super::dates::day(report.made.date()), &holds(report))
}

/// What comes to a dispute.
pub fn line(line: &RestoreLine) -> String {
    let said = match line.here {
        Here::New => line_new(&line.title, line.new_entries),
        Here::Known => line_known(&line.title, line.new_entries),
    };
    let mut more = vec![said];
    if line.words_back > 0 {
        more.push(super::exchange::words_back(line.words_back));
    }
    if line.receipts > 0 {
        more.push(line_receipts(line.receipts));
    }
    more.join(" ")
}

/// What a backup brought.
pub fn restored(restored: &Restored) -> String {
    brought(&super::dates::day(restored.day), restored.entries, restored.disputes)
}
