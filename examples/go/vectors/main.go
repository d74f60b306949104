// Sends the form of each vector of a folder to a URL: go run ./vectors FOLDER URL
package main

import (
	"encoding/base64"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"mycloud-example/phpform"
)

func main() {
	log.SetFlags(0)
	files, err := filepath.Glob(filepath.Join(os.Args[1], "*.json"))
	if err != nil {
		log.Fatal(err)
	}
	for _, file := range files {
		if err := send(file, os.Args[2]+"/"+strings.TrimSuffix(filepath.Base(file), ".json")); err != nil {
			log.Fatalf("%s: %s", file, err)
		}
	}
}

func send(file, url string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var vector struct{ Body map[string]any }
	if err := json.Unmarshal(content, &vector); err != nil {
		return err
	}
	form, contentType, err := phpform.Encode(value(vector.Body).(phpform.Body))
	if err != nil {
		return err
	}
	response, err := http.Post(url, contentType, form)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// value is what JSON holds, as a form takes it. An object with Base64 in it stands for a file.
func value(found any) any {
	switch v := found.(type) {
	case []any:
		list := make(phpform.List, len(v))
		for i, inner := range v {
			list[i] = value(inner)
		}
		return list
	case map[string]any:
		if encoded, ok := v["base64"].(string); ok {
			content, err := base64.StdEncoding.DecodeString(encoded)
			if err != nil {
				log.Fatal(err)
			}
			return phpform.File{Name: v["filename"].(string), ContentType: v["content_type"].(string), Content: content}
		}
		body := make(phpform.Body, len(v))
		for name, inner := range v {
			body[name] = value(inner)
		}
		return body
	}
	return found
}
