package main

import (
	"context"
	"net/http"
	"os"

	"mycloud-oapi-codegen/documented"
	"mycloud-oapi-codegen/enveloped"
)

type (
	documentedShop struct {
		*documented.ClientWithResponses
	}
	envelopedShop struct{ *enveloped.ClientWithResponses }
)

func newShop(baseURL string, authorize func(context.Context, *http.Request) error) (shop, error) {
	if os.Getenv("MYCLOUD_SHAPE") == "documented" {
		client, err := documented.NewClientWithResponses(baseURL, documented.WithRequestEditorFn(authorize))
		return documentedShop{client}, err
	}
	client, err := enveloped.NewClientWithResponses(baseURL, enveloped.WithRequestEditorFn(authorize))
	return envelopedShop{client}, err
}

func (s documentedShop) token(ctx context.Context, keys content) (string, error) {
	answer, err := s.GetTokenWithBodyWithResponse(ctx, nil, keys.kind, keys.bytes)
	if err == nil && answer.JSON200 == nil {
		err = unread(answer.Status(), answer.Body)
	}
	if err != nil {
		return "", err
	}
	return answer.JSON200.Token, nil
}

func (s documentedShop) customers(ctx context.Context, offset int32) (int, error) {
	answer, err := s.ListCustomersWithResponse(ctx, &documented.ListCustomersParams{Offset: &offset, Count: &count})
	if err == nil && (answer.JSON200 == nil || answer.JSON200.Customers == nil) {
		err = unread(answer.Status(), answer.Body)
	}
	if err != nil {
		return 0, err
	}
	return len(*answer.JSON200.Customers), nil
}

func (s documentedShop) orders(ctx context.Context, offset int32) (int, error) {
	answer, err := s.ListOrdersWithResponse(ctx, &documented.ListOrdersParams{Offset: &offset, Count: &count})
	if err == nil && (answer.JSON200 == nil || answer.JSON200.Orders == nil) {
		err = unread(answer.Status(), answer.Body)
	}
	if err != nil {
		return 0, err
	}
	return len(*answer.JSON200.Orders), nil
}

func (s documentedShop) place(ctx context.Context, body content) (order, error) {
	answer, err := s.CreateOrderWithBodyWithResponse(ctx, nil, body.kind, body.bytes)
	if err != nil {
		return order{}, err
	}
	return ofDocumented(answer.JSON200, answer.Status(), answer.Body)
}

func (s documentedShop) order(ctx context.Context, id int64) (order, error) {
	answer, err := s.GetOrderWithResponse(ctx, id)
	if err != nil {
		return order{}, err
	}
	return ofDocumented(answer.JSON200, answer.Status(), answer.Body)
}

func ofDocumented(answer *documented.OrderResponse, status string, body []byte) (order, error) {
	if answer == nil || answer.Order == nil || answer.Order.Id == nil {
		return order{}, unread(status, body)
	}
	found := answer.Order
	return order{*found.Id, text(found.McNumber), text(found.OrderNumber), length(found.OrderItems)}, nil
}

func (s envelopedShop) token(ctx context.Context, keys content) (string, error) {
	answer, err := s.GetTokenWithBodyWithResponse(ctx, nil, keys.kind, keys.bytes)
	if err == nil && answer.JSON200 == nil {
		err = unread(answer.Status(), answer.Body)
	}
	if err != nil {
		return "", err
	}
	return answer.JSON200.Token, nil
}

func (s envelopedShop) customers(ctx context.Context, offset int32) (int, error) {
	answer, err := s.ListCustomersWithResponse(ctx, &enveloped.ListCustomersParams{Offset: &offset, Count: &count})
	if err == nil && (answer.JSON200 == nil || answer.JSON200.Data == nil || !answer.JSON200.Success) {
		err = unread(answer.Status(), answer.Body)
	}
	if err != nil {
		return 0, err
	}
	return len(*answer.JSON200.Data), nil
}

func (s envelopedShop) orders(ctx context.Context, offset int32) (int, error) {
	answer, err := s.ListOrdersWithResponse(ctx, &enveloped.ListOrdersParams{Offset: &offset, Count: &count})
	if err == nil && (answer.JSON200 == nil || answer.JSON200.Data == nil || !answer.JSON200.Success) {
		err = unread(answer.Status(), answer.Body)
	}
	if err != nil {
		return 0, err
	}
	return len(*answer.JSON200.Data), nil
}

func (s envelopedShop) place(ctx context.Context, body content) (order, error) {
	answer, err := s.CreateOrderWithBodyWithResponse(ctx, nil, body.kind, body.bytes)
	if err != nil {
		return order{}, err
	}
	return ofEnvelope(answer.JSON200, answer.Status(), answer.Body)
}

func (s envelopedShop) order(ctx context.Context, id int64) (order, error) {
	answer, err := s.GetOrderWithResponse(ctx, id)
	if err != nil {
		return order{}, err
	}
	return ofEnvelope(answer.JSON200, answer.Status(), answer.Body)
}

func ofEnvelope(answer *enveloped.OrderResponse, status string, body []byte) (order, error) {
	if answer == nil || answer.Data == nil || !answer.Success {
		return order{}, unread(status, body)
	}
	found := answer.Data.Attributes
	return order{found.Id, text(found.McNumber), text(found.OrderNumber), length(answer.Data.OrderItems)}, nil
}
