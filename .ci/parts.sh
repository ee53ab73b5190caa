# How .ci/run runs its parts: each is timed, a failing one shows its output, and counts are added up.

# part NAME COMMAND…: runs in the foreground of this shell, so that what it sets stays.
part() {
  local name="$1" since="$SECONDS" code=0
  shift
  printf '── %s\n' "$name"
  "$@" || code=$?
  finish "$name" "$code" $((SECONDS - since))
  return "$code"
}

finish() {
  timings+=("$(printf '%5ss  %s%s' "$3" "$1" "$([ "$2" -eq 0 ] || echo '  ✗')")")
  [ "$2" -eq 0 ] || failed=$((failed + 1))
}

# together NAME LINE NAME LINE…: as many at a time as there are cores; the output of those that fail is shown.
together() {
  local names=() lines=() count=0 at
  while [ $# -gt 0 ]; do
    names+=("$1") lines+=("$2")
    shift 2
  done
  printf '── %s\n' "${names[*]}"
  for at in "${!names[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc 2>/dev/null || echo 2)" ]; do wait -n || true; done
    (
      since="$SECONDS"
      bash -c "${lines[$at]}" >"$logs/$at.out" 2>&1
      echo "$? $((SECONDS - since))" >"$logs/$at.code"
    ) &
  done
  wait
  for at in "${!names[@]}"; do
    local code seconds
    read -r code seconds <"$logs/$at.code" || { code=1 seconds=0; }
    [ "$code" -eq 0 ] || { printf '✗ %s\n' "${names[$at]}"; sed 's/^/    /' "$logs/$at.out"; } | tee -a "$logs/failures.out"
    finish "${names[$at]}" "$code" "$seconds"
  done
}

# suite NAME COMMAND…: its last line is "N passed, N failed[, N skipped]"; a skipped test is a failure here.
suite() {
  local name="$1" since="$SECONDS" code=0 last
  shift
  printf '── %s\n' "$name"
  "$@" 2>&1 | tee "$logs/suite.out" || code=$?
  last="$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$logs/suite.out" | tail -n 1)"
  if [[ "$last" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
    local bad=$((BASH_REMATCH[2] + ${BASH_REMATCH[4]:-0}))
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + bad))
    [ -z "${BASH_REMATCH[4]:-}" ] || { code=1; printf '✗ %s: %s skipped; nothing may be skipped here\n' "$name" "${BASH_REMATCH[4]}"; }
    if grep -q '^Skipped the journeys' "$logs/suite.out"; then code=1 failed=$((failed + 1)); bad=1; fi
    [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || failed=$((failed + 1))
  else
    code=1 failed=$((failed + 1))
  fi
  timings+=("$(printf '%5ss  %s%s' $((SECONDS - since)) "$name" "$([ "$code" -eq 0 ] || echo '  ✗')")")
  sed -n '/^Failed:$/,/^$/p' "$logs/suite.out" | sed -e '1d' -e '/^$/d' >>"$logs/failures.out"
}

# What failed comes last: of a long log often only the end is seen.
report() {
  printf '\n%5ss in all\n' "$SECONDS"
  printf '%s\n' "${timings[@]}"
  [ ! -s "$logs/failures.out" ] || { echo; head -c 6000 "$logs/failures.out"; }
  printf '\n%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

give_up() {
  report
  exit 1
}
