#!/usr/bin/env bash
# What each page held whose end-to-end test failed, as the last thing that is printed: a machine far away keeps no files.
for context in target/e2e/*/error-context.md; do
  [ -e "$context" ] || continue
  echo "== $context"
  sed -n '/^```yaml/,/^```$/p' "$context" | head -60
done
