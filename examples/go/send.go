package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"mycloud-example/phpform"
)

// sender sends bodies, which the generated client does not spell as PHP reads them.
type sender struct{ baseURL, token string }

// refusal is an answer that says no; it may come with status 200.
type refusal string

func (r refusal) Error() string { return "refused: " + string(r) }

func getToken(ctx context.Context, baseURL string) (string, error) {
	var answer struct{ Token string }
	keys := phpform.Body{"apikey": os.Getenv("MYCLOUD_API_KEY"), "secretkey": os.Getenv("MYCLOUD_SECRET_KEY")}
	err := sender{baseURL: baseURL}.send(ctx, "POST", "/gettoken", keys, &answer)
	if err == nil && answer.Token == "" {
		err = errors.New("an answer without a token")
	}
	return answer.Token, err
}

// send sends a body and reads the answer.
func (s sender) send(ctx context.Context, method, path string, body phpform.Body, answer any) error {
	request, err := s.newRequest(ctx, method, path, body)
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

func (s sender) newRequest(ctx context.Context, method, path string, body phpform.Body) (*http.Request, error) {
	content, contentType, err := encode(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, s.baseURL+path, content)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("MyCloud-Request-Id", rand.Text())
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	return request, nil
}

func encode(body phpform.Body) (*bytes.Buffer, string, error) {
	if !asJSON() {
		return phpform.Encode(body)
	}
	content, err := json.Marshal(body)
	return bytes.NewBuffer(content), "application/json", err
}

// refuses tells whether an answer says no: that may come with status 200, so the status alone does not tell.
func refuses(content []byte) bool {
	var answer struct{ Success *bool }
	return json.Unmarshal(content, &answer) == nil && answer.Success != nil && !*answer.Success
}
