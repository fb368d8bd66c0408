package main

import (
	"crypto/sha1"
	"fmt"
	"math/rand"
	"path"
	"sort"
	"strings"

	"github.com/akuity/kargo/pkg/urls"
)

type commit struct {
	RepoURL          string `json:"repoURL"`
	ID               string `json:"id"`
	Tag              string `json:"tag,omitempty"`
	Branch           string `json:"branch,omitempty"`
	SubscriptionName string `json:"subscriptionName,omitempty"`
}

type image struct {
	RepoURL          string `json:"repoURL"`
	Tag              string `json:"tag,omitempty"`
	Digest           string `json:"digest,omitempty"`
	SubscriptionName string `json:"subscriptionName,omitempty"`
}

type chart struct {
	RepoURL          string `json:"repoURL"`
	Name             string `json:"name,omitempty"`
	Version          string `json:"version"`
	SubscriptionName string `json:"subscriptionName,omitempty"`
}

type artifact struct {
	ArtifactType     string `json:"artifactType"`
	SubscriptionName string `json:"subscriptionName"`
	Version          string `json:"version"`
}

type piece struct {
	Kind      string     `json:"kind"`
	Origin    string     `json:"origin"`
	Commits   []commit   `json:"commits,omitempty"`
	Images    []image    `json:"images,omitempty"`
	Charts    []chart    `json:"charts,omitempty"`
	Artifacts []artifact `json:"artifacts,omitempty"`
	Name      string     `json:"name"`
}

// name hashes what a piece of Freight is made of. The rule is ours to state, for the package that holds it is not
// published as a module; the addresses in it are normalised by Kargo's own code.
func (p piece) name() string {
	var parts []string
	add := func(part, subscription string) {
		if subscription != "" {
			part += ":" + subscription
		}
		parts = append(parts, part)
	}
	for _, c := range p.Commits {
		part := urls.NormalizeGit(c.RepoURL)
		if c.Tag != "" {
			part += ":" + c.Tag
		}
		add(part+":"+c.ID, c.SubscriptionName)
	}
	for _, i := range p.Images {
		add(fmt.Sprintf("%s:%s@%s", i.RepoURL, i.Tag, i.Digest), i.SubscriptionName)
	}
	for _, c := range p.Charts {
		add(path.Join(urls.NormalizeChart(c.RepoURL), c.Name)+":"+c.Version, c.SubscriptionName)
	}
	for _, a := range p.Artifacts {
		add(fmt.Sprintf("%s:%s:%s", a.ArtifactType, a.SubscriptionName, a.Version), "")
	}
	sort.Strings(parts)
	return fmt.Sprintf("%x", sha1.Sum([]byte(p.Origin+":"+strings.Join(parts, "|"))))
}

func freight() []any {
	random := rand.New(rand.NewSource(20260101))
	pick := func(options ...string) string { return options[random.Intn(len(options))] }
	hex := func(digits int) string {
		var text strings.Builder
		for range digits {
			text.WriteByte("0123456789abcdef"[random.Intn(16)])
		}
		return text.String()
	}
	version := func() string {
		return pick("", "v") + fmt.Sprintf("%d.%d.%d", random.Intn(4), random.Intn(30), random.Intn(20)) + pick("", "", "-rc.1", "+build.7")
	}
	var vectors []any
	var names []string
	keep := func(p piece) {
		p.Kind = "freight"
		p.Name = p.name()
		names = append(names, p.Name)
		vectors = append(vectors, p)
	}
	keep(piece{Origin: "Warehouse/my-warehouse", Commits: []commit{{RepoURL: "https://github.com/example/repo.git", ID: "abc123"}}})
	keep(piece{Origin: "Warehouse/my-warehouse", Commits: []commit{{RepoURL: "https://github.com/example/repo.git", ID: "abc123", Tag: "v1.0.0"}}})
	keep(piece{
		Origin:  "Warehouse/my-warehouse",
		Commits: []commit{{RepoURL: "https://github.com/example/repo.git", ID: "abc123"}},
		Images:  []image{{RepoURL: "public.ecr.aws/nginx/nginx", Tag: "1.27.0", Digest: "sha256:deadbeef"}},
		Charts:  []chart{{RepoURL: "https://charts.example.com", Name: "mychart", Version: "1.0.0"}},
	})
	keep(piece{Origin: "Warehouse/empty"})
	for len(vectors) < 110 {
		p := piece{Origin: "Warehouse/" + pick("guestbook", "my-warehouse", "w", "frontend-2", "a.b")}
		for range random.Intn(3) {
			c := commit{
				RepoURL: pick("https://github.com/example/repo.git", "https://GitHub.com/Example/Repo", "git@github.com:example/repo.git",
					"ssh://git@github.com/example/repo/", "https://user:pw@gitlab.com/g/p.git/", "https://dev.azure.com/o/p/_git/r"),
				ID: hex(40), Tag: pick("", "", version()), Branch: pick("", "main"), SubscriptionName: pick("", "", "config"),
			}
			p.Commits = append(p.Commits, c)
		}
		for range random.Intn(4) {
			p.Images = append(p.Images, image{
				RepoURL: pick("nginx", "docker.io/library/nginx", "public.ecr.aws/nginx/nginx", "GHCR.io/Akuity/Kargo", "localhost:5000/app"),
				Tag:     pick(version(), "latest", hex(7)), Digest: "sha256:" + hex(64), SubscriptionName: pick("", "", "web"),
			})
		}
		for range random.Intn(3) {
			c := chart{Version: version(), SubscriptionName: pick("", "", "chart")}
			if random.Intn(2) == 0 {
				c.RepoURL, c.Name = pick("https://charts.example.com", "https://Charts.Example.com/stable/", "http://charts.example.com//x"), pick("guestbook", "nginx")
			} else {
				c.RepoURL = pick("oci://ghcr.io/akuity/charts/kargo", "oci://registry-1.docker.io/bitnamicharts/nginx", "OCI://ghcr.io/a/b/")
			}
			p.Charts = append(p.Charts, c)
		}
		for range random.Intn(2) {
			p.Artifacts = append(p.Artifacts, artifact{ArtifactType: pick("maven", "application/vnd.acme.model"), SubscriptionName: pick("models", "jar"), Version: version()})
		}
		keep(p)
	}
	collection := func(freight ...string) {
		sorted := append([]string{}, freight...)
		sort.Strings(sorted)
		id := fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(sorted, ","))))
		vectors = append(vectors, map[string]any{"kind": "collection", "freight": freight, "id": id})
	}
	collection("bbb", "aaa")
	collection("aaa")
	for range 60 {
		members := make([]string, 1+random.Intn(4))
		for i := range members {
			members[i] = names[random.Intn(len(names))]
		}
		collection(members...)
	}
	return vectors
}
