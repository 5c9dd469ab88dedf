#!/usr/bin/env bash
# run.sh - signatures of the program, judged by programs of others: qpdf, pdfsig (poppler and NSS), openssl, Python's zip and XML.
# MINGJING: the program, whose build folder also has the objects (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$(dirname "${MINGJING:-build/mingjing}")
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-sign.XXXXXX")
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

tell() {        # tell RC SENTENCE [FILE]
        if [ "$1" -eq 0 ]; then
                passed=$((passed + 1)); echo "ok - $2"
        else
                failed=$((failed + 1)); echo "not ok - $2"
                [ -z "${3:-}" ] || head -n 40 "$3" | sed 's/^/#   /'
        fi
}
log=$work/log
shows() { grep -qF -- "$1" "$log"; }

libs=$(pkg-config --libs cairo libqpdf libzip libxml-2.0 libcrypto libgcrypt jansson)
# shellcheck disable=SC2046,SC2086
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -Wno-unused-parameter -O1 -g -Isrc $(pkg-config --cflags cairo libqpdf libzip) -o "$work/sign" \
        tests/sign/sign.c src/sign/sign_fixture_test.c "$build/libmingjing-parts.a" $libs -lpthread -lm || { echo "0 passed, 1 failed"; exit 1; }
sign=$work/sign
cd "$work"
$sign keys . && $sign pdf plain.pdf && $sign ofd plain.ofd || { echo "0 passed, 1 failed"; exit 1; }
qpdf --object-streams=generate --deterministic-id plain.pdf packed.pdf

# An NSS database that trusts our roots, as pdfsig wants it.
mkdir nss
if command -v certutil > /dev/null; then
        certutil -N -d sql:nss --empty-password > "$log" 2>&1
        for kind in ecdsa rsa; do certutil -A -d sql:nss -n "root-$kind" -t "CT,C,C" -i "root-$kind.pem" >> "$log" 2>&1; done
        tell $? "the roots go into an NSS database" "$log"
fi

for from in plain packed; do
        for kind in sm2 ecdsa rsa; do
                f=$from-$kind.pdf
                $sign sign . $kind $from.pdf $f 1 > "$log" 2>&1 && cmp -n "$(stat -c %s $from.pdf)" $from.pdf $f >> "$log" 2>&1
                tell $? "$f: the bytes of the original stand in front, unchanged" "$log"
                qpdf --check $f > "$log" 2>&1
                tell $? "$f: qpdf finds nothing wrong" "$log"
                $sign verify roots.pem $f > "$log" 2>&1 && shows "good trusted $kind" && shows "original $(stat -c %s $from.pdf)"
                tell $? "$f: the program verifies it" "$log"
                pdftotext $f - 2> /dev/null | grep -q "page 3"
                tell $? "$f: the text is still there"
                [ "$kind" != sm2 ] || continue
                pdfsig -nssdir nss $f > "$log" 2>&1
                shows "Signature is Valid." && shows "Total document signed" && shows "ETSI.CAdES.detached"
                tell $? "$f: pdfsig says the signature is valid" "$log"
                [ ! -e nss/cert9.db ] || { shows "Certificate is Trusted."; tell $? "$f: pdfsig trusts the certificate" "$log"; }
        done
done

# A file that three have signed.
$sign sign . rsa plain.pdf one.pdf 1 && $sign sign . ecdsa one.pdf two.pdf && $sign sign . sm2 two.pdf three.pdf 2
qpdf --check three.pdf > "$log" 2>&1
tell $? "three signatures: qpdf finds nothing wrong" "$log"
$sign verify roots.pem three.pdf > "$log" 2>&1 && [ "$(grep -c "^good trusted" "$log")" -eq 3 ]
tell $? "three signatures: all are good" "$log"
pdfsig -nssdir nss three.pdf > "$log" 2>&1
[ "$(grep -c "Signature is Valid." "$log")" -eq 2 ]
tell $? "three signatures: pdfsig finds those it can read valid" "$log"
printf '\n%% something behind\n' >> three.pdf
$sign verify roots.pem three.pdf > "$log" 2>&1 && ! grep -q "^good" "$log"
tell $? "three signatures and a line behind: none is good" "$log"

# The CMS alone, with openssl.
here=$OLDPWD
for kind in ecdsa rsa; do
        mkdir "cms-$kind"
        python3 -B "$here/tests/sign/pieces.py" pdf plain-$kind.pdf "cms-$kind" > "$log" 2>&1 &&
                openssl cms -verify -cades -binary -inform DER -in "cms-$kind/1.cms" -content "cms-$kind/1.content" -CAfile "root-$kind.pem" -purpose any -out /dev/null >> "$log" 2>&1
        tell $? "$kind: openssl verifies the CMS with its certificate attribute (CAdES)" "$log"
        openssl cms -cmsout -print -noout -inform DER -in "cms-$kind/1.cms" > "$log" 2>&1
        shows signingTime && shows id-smime-aa-signingCertificateV2
        tell $? "$kind: signing time and certificate are signed attributes" "$log"
        ! openssl cms -verify -binary -inform DER -in "cms-$kind/1.cms" -content plain.pdf -CAfile "root-$kind.pem" -purpose any -out /dev/null > "$log" 2>&1
        tell $? "$kind: and does not over other bytes" "$log"
done

# SM2: openssl has the arithmetic, not the form; so piece by piece.
id=1234567812345678
holds() {       # holds DIR NAME TEXT: signature NAME over file TEXT by the certificate beside it
        openssl x509 -inform DER -in "$1/$2.certificate" -pubkey -noout > "$1/$2.pub" &&
                openssl dgst -sm3 -verify "$1/$2.pub" -signature "$1/$2.signature" -sigopt "distid:$id" "$3"
}
chained() {     # chained DIR NAME ROOT
        openssl x509 -inform DER -in "$1/$2.certificate" -out "$1/$2.pem" && openssl verify -vfyopt "distid:$id" -CAfile "$3" "$1/$2.pem"
}
mkdir cms-sm2
python3 -B "$here/tests/sign/pieces.py" pdf plain-sm2.pdf cms-sm2 > "$log" 2>&1 && holds cms-sm2 1 cms-sm2/1.attributes >> "$log" 2>&1
tell $? "sm2: openssl verifies the signed attributes, which name the SM3 digest of what is covered" "$log"
chained cms-sm2 1 root-sm2.pem > "$log" 2>&1
tell $? "sm2: openssl follows the certificate to the root" "$log"
openssl asn1parse -inform DER -in cms-sm2/1.cms > "$log" 2>&1
shows 1.2.156.10197.6.1.4.2.2 && shows 1.2.156.10197.6.1.4.2.1 && shows 1.2.156.10197.1.301.1 && shows SM2-with-SM3
tell $? "sm2: the object identifiers are those of GM/T 0010" "$log"

# OFD
for kind in sm2 ecdsa rsa; do
        f=plain-$kind.ofd
        $sign sign . $kind plain.ofd $f 2 > "$log" 2>&1 && $sign verify roots.pem $f >> "$log" 2>&1 && shows "good trusted $kind"
        tell $? "$f: sealed and verified" "$log"
        mkdir "ofd-$kind"
        python3 -B "$here/tests/sign/pieces.py" ofd $f "ofd-$kind" > "$log" 2>&1 && shows "seal 1: 5 parts"
        tell $? "$f: Python finds every digest right and the seal in the signature" "$log"
        find "ofd-$kind/parts" -name '*.xml' -exec xmllint --noout {} + > "$log" 2>&1
        tell $? "$f: all XML is well formed" "$log"
done
holds ofd-sm2 1 ofd-sm2/1.tbs > "$log" 2>&1 && holds ofd-sm2 1.seal ofd-sm2/1.seal.tbs >> "$log" 2>&1
tell $? "sm2: openssl verifies the seal signature and the seal" "$log"
chained ofd-sm2 1 root-sm2.pem > "$log" 2>&1 && chained ofd-sm2 1.seal root-sm2.pem >> "$log" 2>&1
tell $? "sm2: both certificates go back to the root" "$log"
openssl asn1parse -inform DER -in ofd-sm2/parts/Doc_0/Signs/Sign_0/SignedValue.dat > "$log" 2>&1 && shows "IA5STRING         :ES" && shows "IA5STRING         :/Doc_0/Signs/Sign_0/Signature.xml"
tell $? "sm2: openssl reads the SES_Signature" "$log"

# Every byte.
$sign flip roots.pem plain-ecdsa.pdf > "$log" 2>&1
tell $? "plain-ecdsa.pdf: $(tail -n 1 "$log")" "$log"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
