package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"mycloud-example/build/mycloud"
	"mycloud-example/phpform"
)

// send sends a form and reads the answer.
func send(ctx context.Context, baseURL, method, path string, body phpform.Body, answer any) error {
	request, err := newRequest(ctx, method, baseURL+path, body)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || refuses(content) {
		return fmt.Errorf("%s %s: %s: %s", method, path, response.Status, content)
	}
	return json.Unmarshal(content, answer)
}

func newRequest(ctx context.Context, method, url string, body phpform.Body) (*http.Request, error) {
	form, contentType, err := phpform.Encode(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, url, form)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("MyCloud-Request-Id", rand.Text())
	if token, ok := ctx.Value(mycloud.ContextAccessToken).(string); ok {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return request, nil
}

// refuses tells whether an answer says no: that may come with status 200, so the status alone does not tell.
func refuses(content []byte) bool {
	var answer struct{ Success *bool }
	return json.Unmarshal(content, &answer) == nil && answer.Success != nil && !*answer.Success
}
