// Reads each vector of a folder: go run ./notifications FOLDER
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"reflect"

	"mycloud-example/notification"
)

type vector struct {
	JSON   json.RawMessage
	Text   *string
	Base64 string
	PadTo  int `json:"pad_to"`
	Means  *struct {
		MCNumber    string `json:"mc_number"`
		OrderNumber string `json:"order_number"`
		Status      string
		Extra       map[string]any
	}
}

func main() {
	log.SetFlags(0)
	files, err := filepath.Glob(filepath.Join(os.Args[1], "*.json"))
	if err != nil || len(files) == 0 {
		log.Fatal("no vectors: ", err)
	}
	wrong := []string{}
	for _, file := range files {
		if err := check(file); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %s", filepath.Base(file), err))
		}
	}
	fmt.Printf("%d of %d notifications right %v\n", len(files)-len(wrong), len(files), wrong)
	if len(wrong) > 0 {
		os.Exit(1)
	}
}

func check(file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var v vector
	if err := json.Unmarshal(content, &v); err != nil {
		return err
	}
	found, err := notification.Parse(body(v))
	if v.Means == nil {
		if err == nil {
			return fmt.Errorf("read as %+v", found)
		}
		return nil
	}
	if err != nil {
		return err
	}
	// Both as JSON: the one holds numbers as they are spelled.
	if wanted := notification.Notification(*v.Means); !reflect.DeepEqual(plain(found), plain(wanted)) {
		return fmt.Errorf("read as %+v", found)
	}
	return nil
}

func plain(found notification.Notification) any {
	encoded, err := json.Marshal(found)
	if err != nil {
		log.Fatal(err)
	}
	var same any
	if err := json.Unmarshal(encoded, &same); err != nil {
		log.Fatal(err)
	}
	return same
}

func body(v vector) []byte {
	found := []byte(v.JSON)
	if v.Text != nil {
		found = []byte(*v.Text)
	}
	if v.Base64 != "" {
		found, _ = base64.StdEncoding.DecodeString(v.Base64)
	}
	return append(found, bytes.Repeat([]byte(" "), max(0, v.PadTo-len(found)))...)
}
