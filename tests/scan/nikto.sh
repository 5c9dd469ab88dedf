#!/usr/bin/env bash
# nikto.sh DIR: brings Debian's package of nikto into DIR, unpacked and not installed, and prints the command that runs it from there.
# Debian has it in non-free (its lists of tests have terms of their own), which machines seldom ask for: so with a list of sources of our own,
# at the archive that this machine's own packages come from.
set -euo pipefail
mkdir -p "$1" && cd "$1"
dir=$PWD
if ! [ -f root/usr/bin/nikto ]; then
        mkdir -p lists/partial kept/partial
        suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
        archive=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' | awk -v s="$suite" '$1 == s && $2 == "main" && !found { print $3; found = 1 }')
        [ -n "$archive" ] || { echo "nikto: apt knows no archive for $suite main" >&2; exit 1; }
        printf '%s\n' 'Types: deb' "URIs: $archive" "Suites: $suite" 'Components: non-free' \
                'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' > debian.sources
        apt=(apt-get -qq -o "Dir::Etc::SourceList=$dir/debian.sources" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$dir/lists" -o "Dir::Cache=$dir/kept")
        { "${apt[@]}" update && "${apt[@]}" download nikto; } > apt.log 2>&1 || { cat apt.log >&2; exit 1; }
        rm -rf root
        dpkg -x nikto_*.deb root.part
        mv root.part root
fi
# It must not look for news of itself: our tests talk to loopback alone.
sed -e "s#/var/lib/nikto#$dir/root/var/lib/nikto#; s/^UPDATES=.*/UPDATES=no/" root/etc/nikto/config.txt > nikto.conf
printf 'perl %s -config %s\n' "$dir/root/usr/bin/nikto" "$dir/nikto.conf"
