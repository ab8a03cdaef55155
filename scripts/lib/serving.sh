# A vault with a demo dossier, people of every kind, their tokens, and a server in front of it. Sourced, not run.
#
# The judges of the service share one Python environment, which is made once, and one stage: a vault folder whose people are
# described in stage.json, by the words that docs/access.md has for them, each with the address, the organisation that they act for
# and a token that may write. The stage is made with the command alone, before anything is served.

service=
service_url=
# Judges ask faster than people: what limits the number of requests is judged by itself.
unlimited=(--set limits.perAddressPerMinute=1000000 --set limits.perAccountPerMinute=1000000)
judges_http=.build/judges-http

# schemathesis (fuzzes what an API description promises), tuspy (the reference client of tus), PyJWT (signs tokens), in an environment of their own.
need_http_judges() {
    if ! $judges_http/bin/python -c 'import schemathesis, tusclient, requests, jwt, cryptography' 2>/dev/null; then
        python3 -m venv $judges_http
        $judges_http/bin/pip install --quiet schemathesis==4.32.5 tuspy==1.1.0 "requests>=2.32" "pyjwt[crypto]==2.10.1"
    fi
}

# A national register number with its check digits, another one for each ordinal; the people are invented.
national_number() { # national_number ORDINAL
    local stem
    stem=$(printf '800101%03d' "$1")
    printf '%s%02d' "$stem" $((97 - 10#$stem % 97))
}

stage_dossier=2024-LAUNCH-07
stage_partner=0987.654.394
stage_other=0123.456.749

# Makes the vault in FOLDER/vault and FOLDER/stage.json, which tells who is there.
make_stage() { # make_stage VAULT FOLDER
    local vault=$1 folder=$2 ordinal=0 today
    today=$(date +%F)
    export VAULT_HOME="$folder/vault"
    mkdir -p "$folder"
    : >"$folder/people"
    : >"$folder/made"
    step() { "$@" >>"$folder/made" 2>&1 || { echo "FAILED: $*" >&2; tail -n 5 "$folder/made" >&2; exit 1; }; }
    staged() { printf '%s\t%s\t%s\n' "$1" "$2" "${3:-}" >>"$folder/people"; } # staged WORD EMAIL [ORGANISATION]
    appoint() { # appoint WORD EMAIL ROLE [OPTION…]
        step "$vault" person appoint "$2" --role "$3" --given-name A --family-name "$1" --speaks en "${@:4}"
        staged "$1" "$2"
    }
    contact() { # contact WORD EMAIL ORGANISATION ACCESS
        ordinal=$((ordinal + 1))
        national_number $ordinal >"$folder/number"
        step "$vault" organisation add-contact "$3" --email "$2" --given-name A --family-name "$1" --speaks nl --access "$4" \
            --national-number-file "$folder/number"
        staged "$1" "$2" "$3"
    }
    mandate() { # mandate WORD EMAIL CODE FROM TO OPTION…
        step "$vault" mandate grant "$3" --auditor "$2" --given-name A --family-name "$1" --speaks fr --purpose "a judge" \
            --from "$4" --to "$5" "${@:6}"
        staged "$1" "$2"
    }
    share() { step "$vault" dossier share $stage_dossier --with "$1" --at $stage_partner --role "$2"; } # share EMAIL ROLE

    step "$vault" demo
    staged "agent" agent@agence.example
    staged "super user" direction@institut.example $stage_partner
    appoint "administrator" administrator@agence.example administrator
    appoint "agent of another programme" agent-other@agence.example agent --programme OTHER
    appoint "records manager" records@agence.example recordsManager
    appoint "second records manager" records-second@agence.example recordsManager
    mandate "auditor" auditor@court.example AUDIT-2026-01 "$today" "$(date -d '+1 year' +%F)" --dossier $stage_dossier
    mandate "auditor, mandate ended" ended@court.example AUDIT-2020-01 2020-01-01 2020-12-31 --dossier $stage_dossier
    mandate "auditor of something else" elsewhere@court.example AUDIT-2026-02 "$today" "$(date -d '+1 year' +%F)" --programme OTHER
    contact "user" user@institut.example $stage_partner user
    contact "contact without access" none@institut.example $stage_partner none
    contact "editor" editor@institut.example $stage_partner user
    contact "viewer" viewer@institut.example $stage_partner user
    # Somebody whom things may be done to, so that nobody above is changed by being asked about.
    contact "bystander" bystander@institut.example $stage_partner user
    contact "invited" invited@institut.example $stage_partner user
    national_number 90 >"$folder/number"
    step "$vault" organisation register $stage_other --name-en "A fictional university" --email super-other@university.example \
        --given-name A --family-name Representative --speaks fr --national-number-file "$folder/number"
    staged "super user of another organisation" super-other@university.example $stage_other
    contact "stranger" stranger@university.example $stage_other user
    share editor@institut.example editor
    share viewer@institut.example viewer
    # Known to the vault, and nothing any more.
    appoint "person without organisation" nobody@agence.example agent --programme OTHER
    step "$vault" person dismiss nobody@agence.example --role agent --programme OTHER

    local word email organisation secret
    while IFS=$'\t' read -r word email organisation; do
        secret=$("$vault" token create "a judge" --scope write --expires "$(date -d '+30 days' +%F)" \
            --as "$email" ${organisation:+--for "$organisation"} --json 2>"$folder/made" | jq -er .secret) ||
            { echo "FAILED: a token for $word" >&2; tail -n 5 "$folder/made" >&2; exit 1; }
        jq -n --arg word "$word" --arg email "$email" --arg organisation "$organisation" --arg token "$secret" \
            '{($word): {email: $email, organisation: (if $organisation == "" then null else $organisation end), token: $token}}'
    done <"$folder/people" >"$folder/people.json"
    jq -s --arg binary "$vault" --arg home "$VAULT_HOME" --arg dossier $stage_dossier --arg partner $stage_partner --arg other $stage_other \
        '{binary: $binary, home: $home, dossier: $dossier, partner: $partner, other: $other, people: add}' \
        "$folder/people.json" >"$folder/stage.json"
}

# Serves the vault of the stage on a free port of this machine and waits until it says where.
start_service() { # start_service VAULT FOLDER [OPTION…]
    local vault=$1 folder=$2; shift 2
    "$vault" serve --vault "$folder/vault" --bind 127.0.0.1:0 --json "${unlimited[@]}" "$@" >"$folder/served" 2>>"$folder/log" & service=$!
    local _
    for _ in $(seq 300); do
        service_url=$(jq -er 'select(.url) | .url' "$folder/served" 2>/dev/null | head -n 1) && [ -n "$service_url" ] && return
        kill -0 "$service" 2>/dev/null || break
        sleep 0.1
    done
    tail -n 20 "$folder/log" >&2
    return 1
}

# Ends it as an operator does, and then by force.
stop_service() {
    [ -n "$service" ] || return 0
    kill "$service" 2>/dev/null || true
    local _
    for _ in $(seq 100); do kill -0 "$service" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
    service=
}

# A folder that goes when the script ends, however it ends, with a stage in it: `work` is its name.
begin_stage() { # begin_stage VAULT
    work=$(mktemp -d)
    trap 'stop_service; rm -rf "$work"' EXIT
    need_http_judges
    make_stage "$1" "$work"
}
