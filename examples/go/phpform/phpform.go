// Package phpform spells a body as PHP reads it: order_items[0][shop_sku], 1 and 0 for booleans, plain digits,
// nothing for nil.
package phpform

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"
)

// Body is what a form is made of: its values are text, numbers, booleans, File, Body, and lists of these.
type Body map[string]any

// List is several values under one name.
type List []any

// File is sent as a file part.
type File struct {
	Name, ContentType string
	Content           []byte
}

// Encode gives a form and its content type.
func Encode(body Body) (form *bytes.Buffer, contentType string, err error) {
	form = new(bytes.Buffer)
	w := multipart.NewWriter(form)
	for name, value := range body {
		if err := add(w, name, value); err != nil {
			return nil, "", err
		}
	}
	return form, w.FormDataContentType(), w.Close()
}

func add(w *multipart.Writer, name string, value any) error {
	switch v := value.(type) {
	case nil:
		return nil
	case Body:
		for key, inner := range v {
			if err := add(w, name+"["+key+"]", inner); err != nil {
				return err
			}
		}
		return nil
	case List:
		for i, inner := range v {
			if err := add(w, name+"["+strconv.Itoa(i)+"]", inner); err != nil {
				return err
			}
		}
		return nil
	case File:
		return addFile(w, name, v)
	case bool:
		return w.WriteField(name, map[bool]string{true: "1", false: "0"}[v])
	case float64:
		return w.WriteField(name, strconv.FormatFloat(v, 'f', -1, 64))
	case string, int, int32, int64:
		return w.WriteField(name, fmt.Sprint(v))
	}
	return fmt.Errorf("%s: a form cannot hold a %T", name, value)
}

func addFile(w *multipart.Writer, name string, file File) error {
	// Go would write a quote as \", browsers write it as %22.
	filename := strings.ReplaceAll(file.Name, `"`, "%22")
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, name, filename)},
		"Content-Type":        {file.ContentType},
	})
	if err != nil {
		return err
	}
	_, err = part.Write(file.Content)
	return err
}
