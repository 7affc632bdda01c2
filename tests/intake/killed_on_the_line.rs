//! The command is killed while it fetches and sends; run again, it comes to the same end: every receipt arrives, and
//! twice at most where it was killed between the server's word and its own note of it.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::thread;

use super::killed::how_long;
use super::over_the_line::{Run, files_named, simulated};
use super::servers::{Servers, files};
use super::{desk, fresh};

/// How often the command is killed, at moments spread over the time that it takes.
const KILLS: u32 = 9;

#[test]
fn killed_while_it_fetches_and_sends_it_comes_to_the_same_end() {
    let (messages, senders) = simulated("killed-road", "6");
    let mailboxes: Vec<&str> = senders.iter().map(String::as_str).collect();
    let Some(servers) = Servers::begun("the command killed on the line", &mailboxes) else { return };
    servers.deliver("desk", &messages);
    let before = files(&servers.mailbox("desk"));

    let (book, dir) = desk("killed-road-calm");
    drop(book);
    let calm = fresh("killed-road-calm-replies");
    let takes = how_long(|| drop(Run::of(&servers).sending(&calm).run(&dir)));
    let expected = files_named(&calm, ".sent").len();
    let arrived = || {
        let mut ids = BTreeMap::new();
        for (_, letter) in mailboxes.iter().flat_map(|local| files(&servers.mailbox(local))) {
            let text = String::from_utf8_lossy(&letter).into_owned();
            let id = text.lines().find(|line| line.starts_with("Message-ID: ")).expect("an id").to_owned();
            *ids.entry(id).or_insert(0) += 1;
        }
        ids
    };
    let wait_for = |count: usize| {
        for _ in 0..400 {
            if arrived().len() >= count {
                break;
            }
            thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    wait_for(expected);
    assert_eq!(arrived().len(), expected, "{}", servers.logs());

    let (book, dir) = desk("killed-road");
    drop(book);
    let replies = fresh("killed-road-replies");
    let run = Run::of(&servers).sending(&replies);
    let (mut kills, mut sent) = (0, vec![0]);
    for moment in 1..=KILLS {
        let mut child = run.command(&dir).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("begun");
        thread::sleep(takes * moment / (KILLS + 1));
        child.kill().expect("killed");
        child.wait().expect("ended");
        kills += 1;
        if replies.exists() {
            sent.push(files_named(&replies, ".sent").len());
        }
    }
    let (_, said) = run.run(&dir);
    assert!(
        said["sending"]["stopped"].is_null() && said["sending"]["unsent"] == serde_json::json!([]),
        "{said}"
    );
    assert_eq!(files_named(&replies, ".eml").len(), expected, "{sent:?}");
    assert_eq!(files_named(&replies, ".sent").len(), expected);
    assert!(sent.is_sorted(), "what was sent is to be sent again: {sent:?}");
    // The receipts of this desk are others than those of the first, so their ids are, too.
    wait_for(2 * expected);
    let ids = arrived();
    assert_eq!(ids.len(), 2 * expected);
    assert!(ids.values().sum::<u32>() <= u32::try_from(2 * expected).expect("few") + kills, "{ids:?}");
    assert_eq!(files(&servers.mailbox("desk")), before);
    let (_, again) = run.run(&dir);
    assert_eq!(again["sending"]["sent"], 0);
}
