// Package notification reads what MyCloud posts to a shop. Copy this file. Nothing is signed: read
// the order before you believe it.
package notification

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	largest = 64 * 1024
	deepest = 20
	longest = 255
)

// Notification is what was posted. A number that was not given is "".
type Notification struct {
	MCNumber    string
	OrderNumber string
	Status      string
	Extra       map[string]any
}

// ErrInvalid says that a body is no notification: answer with status 400.
var ErrInvalid = errors.New("no notification")

// Parse reads the body of a request.
func Parse(body []byte) (Notification, error) {
	fields, ok := object(body)
	if !ok {
		return Notification{}, ErrInvalid
	}
	var found Notification
	words := map[string]*string{
		"mc_number": &found.MCNumber, "order_number": &found.OrderNumber, "status": &found.Status,
	}
	for name, word := range words {
		if *word, ok = text(fields[name]); !ok {
			return Notification{}, ErrInvalid
		}
		delete(fields, name)
	}
	if found.Status == "" || found.MCNumber+found.OrderNumber == "" {
		return Notification{}, ErrInvalid
	}
	found.Extra = fields
	return found, nil
}

func object(body []byte) (map[string]any, bool) {
	if len(body) > largest || !utf8.Valid(body) {
		return nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	decoder.UseNumber()
	found, err := value(decoder, 0)
	if err != nil {
		return nil, false
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, false
	}
	fields, ok := found.(map[string]any)
	return fields, ok
}

// value reads one value. Unmarshal would take the last of two equal names, and be silent.
func value(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil || depth > deepest+1 {
		return nil, errors.Join(err, ErrInvalid)
	}
	switch token {
	case json.Delim('{'):
		return members(decoder, depth)
	case json.Delim('['):
		return elements(decoder, depth)
	}
	return token, nil
}

func members(decoder *json.Decoder, depth int) (any, error) {
	found := map[string]any{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		key := name.(string)
		if _, twice := found[key]; twice {
			return nil, ErrInvalid
		}
		if found[key], err = value(decoder, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := decoder.Token()
	return found, err
}

func elements(decoder *json.Decoder, depth int) (any, error) {
	found := []any{}
	for decoder.More() {
		element, err := value(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		found = append(found, element)
	}
	_, err := decoder.Token()
	return found, err
}

// text is a number or a status. A whole number is the text of its digits.
func text(found any) (string, bool) {
	switch v := found.(type) {
	case nil:
		return "", true
	case []any:
		return "", len(v) == 0
	case json.Number:
		return v.String(), !strings.ContainsAny(v.String(), ".eE")
	case string:
		// Go reads half of a surrogate pair as U+FFFD.
		odd := func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }
		return v, utf8.RuneCountInString(v) <= longest && strings.IndexFunc(v, odd) < 0
	}
	return "", false
}
