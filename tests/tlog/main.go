// main.go checks what a SHA-256 log of Mingjing publishes with a client that others wrote: golang.org/x/mod/sumdb note and tlog,
// as Debian packages them.  Checkpoints must open as signed notes under the log's Ed25519 key; every inclusion and consistency path
// of the corpus must satisfy tlog, and must stop satisfying it when one bit is turned.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type bundle struct {
	Format, Hash, Act, Checkpoint, Old, New string
	Leaf                                    int64 `json:"leaf_index"`
	Size                                    int64 `json:"tree_size"`
	Path                                    []string
}

func fail(format string, args ...any) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

// open returns the tree of a checkpoint whose signature by one of the keys holds.
func open(text string, keys note.Verifiers, what string) tlog.Tree {
	n, err := note.Open([]byte(text), keys)
	must(err, what)
	lines := strings.Split(n.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, what)
	root, err := tlog.ParseHash(lines[2])
	must(err, what)
	return tlog.Tree{N: size, Hash: root}
}

func hashes(path []string, what string) []tlog.Hash {
	var out []tlog.Hash
	for _, text := range path {
		raw, err := base64.StdEncoding.Strict().DecodeString(text)
		must(err, what)
		var h tlog.Hash
		copy(h[:], raw)
		out = append(out, h)
	}
	return out
}

func inclusion(b bundle, keys note.Verifiers, what string) {
	tree, path, leaf := open(b.Checkpoint, keys, what), hashes(b.Path, what), tlog.RecordHash([]byte(b.Act))
	must(tlog.CheckRecord(path, tree.N, tree.Hash, b.Leaf, leaf), what)
	leaf[0] ^= 1
	if tlog.CheckRecord(path, tree.N, tree.Hash, b.Leaf, leaf) == nil {
		fail("%s: holds for another act too", what)
	}
}

func consistency(b bundle, keys note.Verifiers, what string) {
	older, newer, path := open(b.Old, keys, what), open(b.New, keys, what), hashes(b.Path, what)
	must(tlog.CheckTree(path, newer.N, newer.Hash, older.N, older.Hash), what)
	older.Hash[0] ^= 1
	if tlog.CheckTree(path, newer.N, newer.Hash, older.N, older.Hash) == nil {
		fail("%s: holds for another tree too", what)
	}
}

func verifiers(folder string) note.Verifiers {
	table, err := os.ReadFile(filepath.Join(folder, "vkeys.tsv"))
	must(err, "vkeys.tsv")
	for _, line := range strings.Split(string(table), "\n") {
		if strings.HasPrefix(line, "sha-ed25519\t") {
			v, err := note.NewVerifier(strings.TrimPrefix(line, "sha-ed25519\t"))
			must(err, "the log's key")
			return note.VerifierList(v)
		}
	}
	fail("no key sha-ed25519 in vkeys.tsv")
	return nil
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: tlog CORPUS-FOLDER")
	}
	keys := verifiers(os.Args[1])
	files, err := filepath.Glob(filepath.Join(os.Args[1], "good", "*.json"))
	must(err, "good")
	acts, trees := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		must(err, file)
		var b bundle
		must(json.Unmarshal(data, &b), file)
		switch {
		case b.Hash != "sha256":
		case b.Format == "mingjing-proof/1":
			inclusion(b, keys, file)
			acts++
		default:
			consistency(b, keys, file)
			trees++
		}
	}
	if acts < 5 || trees < 3 {
		fail("only %d proofs of acts and %d of consistency found", acts, trees)
	}
	fmt.Printf("golang.org/x/mod/sumdb agrees: %d proofs of acts, %d of consistency\n", acts, trees)
}
