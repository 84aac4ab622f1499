package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	Index, Size, Old int64
	Leaf, Root       string
	Path             []string
}
type vectors struct {
	Key, Checkpoint        string
	Inclusion, Consistency []proof
}

func hash(s string) tlog.Hash { h, err := tlog.ParseHash(s); must(err); return h }
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	var v vectors
	bytes, err := os.ReadFile(os.Args[1])
	must(err)
	must(json.Unmarshal(bytes, &v))
	verifier, err := note.NewVerifier(v.Key)
	must(err)
	opened, err := note.Open([]byte(v.Checkpoint), note.VerifierList(verifier))
	must(err)
	root := hash(strings.Split(opened.Text, "\n")[2])
	good, bad := 0, 0
	for _, p := range v.Inclusion {
		var path tlog.RecordProof
		for _, h := range p.Path {
			path = append(path, hash(h))
		}
		must(tlog.CheckRecord(path, p.Size, root, p.Index, hash(p.Leaf)))
		good++
		path[0][3] ^= 1
		if tlog.CheckRecord(path, p.Size, root, p.Index, hash(p.Leaf)) != nil {
			bad++
		}
	}
	for _, p := range v.Consistency {
		var path tlog.TreeProof
		for _, h := range p.Path {
			path = append(path, hash(h))
		}
		must(tlog.CheckTree(path, p.Size, root, p.Old, hash(p.Root)))
		good++
		if len(path) > 0 {
			path[0][3] ^= 1
			if tlog.CheckTree(path, p.Size, root, p.Old, hash(p.Root)) != nil {
				bad++
			}
		}
	}
	fmt.Println(good, "accepted,", bad, "altered ones rejected, note opened by", opened.Sigs[0].Name)
}
