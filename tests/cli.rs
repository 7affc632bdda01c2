//! The desk command as people run it: each file of `tests/cli/` is a session with its output.

#[test]
fn the_desk_command_does_what_its_sessions_show() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}
