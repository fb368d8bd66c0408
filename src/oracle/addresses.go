package main

import "github.com/akuity/kargo/pkg/urls"

// addresses records how Kargo normalises the addresses of repositories, which decides what belongs together and what
// a piece of Freight is called.
func addresses() []any {
	git := []string{
		"", " ", "https://github.com/example/repo.git", "https://github.com/example/repo", "https://github.com/example/repo/",
		"https://github.com/example/repo.git/", "https://GitHub.com/Example/Repo.git", "http://github.com/example/repo.git",
		"https://user@github.com/example/repo.git", "https://user:secret@github.com/example/repo", "https://github.com",
		"https://github.com/", "https://github.com/example/repo//", "https://github.com/example/repo.git?ref=main",
		"https://github.com/example/repo?", "https://github.com/example/repo#readme", "https://github.com:443/example/repo.git",
		"https://github.com:8443/example/repo", " https://github.com/example/repo.git ", "https://github.com/example/re\u200bpo",
		"\thttps://github.com/example/repo\n", "https://github.com/example/a b", "https://github.com/example/a%20b",
		"https://github.com/example/%zz", "https://[::1]/repo.git", "https://github.com/example/.git", "https://github.com/repo.git.git",
		"ssh://git@github.com/example/repo.git", "ssh://github.com/example/repo", "ssh://git@github.com:22/example/repo.git/",
		"ssh://git:pw@github.com/example/repo", "ssh://git@github.com/example/repo.git?x=1", "ssh://GIT@GITHUB.com/Example/Repo",
		"git@github.com:example/repo.git", "git@github.com:example/repo", "git@github.com:example/repo.git/", "github.com:example/repo",
		"github.com", "git@github.com", "git@github.com:", "git@github.com:/example/repo.git", "git@GitHub.com:Example/Repo.git",
		"host-name:path", "user-name@host_name.example:a/b.git", "git@github.com:22:example/repo", "git@github.com:example/repo.git?x=1",
		"git@github.com:example/a b", "file:///srv/git/repo.git", "/srv/git/repo.git", "./repo", "git://github.com/example/repo.git",
		"ftp://example.com/repo", "https://münchen.example/Repo", "https://example.com/ÄÖ/repo.git", "https://exa mple.com/repo",
		"HTTPS://EXAMPLE.COM/A.GIT", "https://example.com/a.git.", "https://example.com/..", "https://example.com/a/../b.git",
		"git@example.com:~user/repo.git", "git@example.com:repo name.git", "https://example.com/a;b.git", "https://example.com/a@b.git",
		"https://dev.azure.com/org/project/_git/repo", "git@ssh.dev.azure.com:v3/org/project/repo",
		"https://git-codecommit.us-east-1.amazonaws.com/v1/repos/demo", "codecommit::us-east-1://demo",
	}
	image := []string{
		"", " ", "nginx", "library/nginx", "docker.io/nginx", "docker.io/library/nginx", "index.docker.io/library/nginx",
		"registry-1.docker.io/library/nginx", "registry-1.docker.io/bitnami/nginx", "bitnami/nginx", "docker.io/bitnami/nginx",
		"ghcr.io/akuity/kargo", "GHCR.io/Akuity/Kargo", "public.ecr.aws/nginx/nginx", "localhost/app", "localhost:5000/app",
		"127.0.0.1:5000/a/b", "[::1]:5000/app", "nginx:1.27", "nginx@sha256:deadbeef",
		"nginx:1.27@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "quay.io/a/b:latest", "host:5000/a/b:1.0",
		"https://ghcr.io/a/b", "oci://ghcr.io/a/b", "ghcr.io/a/b/", "ghcr.io//a", "/nginx", "nginx/", "a", "-a", "a-", "a_b", "a__b", "a.b/c",
		"a..b/c", "ghcr.io", "ghcr.io/", "example.com/a", "example.com:443/a", "example.com/a b", " ghcr.io/a/b ", "ghcr.io/a\u200b/b",
		"ghcr.io/ä/b", "docker.io", "docker.io/", "library", "library/library", "docker.io/library/library/nginx", "a/b/c/d", "example/a",
		"example.com/library/nginx", "registry.k8s.io/pause", "UPPER", "a:b:c", "a@b", "nginx:", "nginx:-bad", "ghcr.io/a/b:v1.0.0+meta",
	}
	chart := []string{
		"", "https://charts.example.com", "https://charts.example.com/", "https://Charts.Example.com/Stable", "http://charts.example.com",
		"oci://ghcr.io/akuity/charts/kargo", "OCI://ghcr.io/akuity/charts", "oci://GHCR.io/A", "oci://docker.io/bitnamicharts/nginx",
		"oci://registry-1.docker.io/bitnamicharts", "oci://index.docker.io/library/x", "oci://nginx", "oci://", "oci:///a", " oci://ghcr.io/a ",
		"oci://localhost:5000/charts", "oci://ghcr.io/a:1.0", "ghcr.io/a", "https://charts.example.com/%zz", "oci://oci://ghcr.io/a",
		"https://user:pw@charts.example.com/", "file:///charts",
	}
	var vectors []any
	add := func(kind string, addresses []string, normalise func(string) string) {
		for _, address := range addresses {
			vectors = append(vectors, map[string]any{"kind": kind, "address": address, "normal": normalise(address)})
		}
	}
	add("git", git, urls.NormalizeGit)
	add("image", image, urls.NormalizeImage)
	add("chart", chart, urls.NormalizeChart)
	return vectors
}
