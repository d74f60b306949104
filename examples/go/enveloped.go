package main

import (
	"context"

	"mycloud-example/build/enveloped"
	"mycloud-example/phpform"
)

type envelopedShop struct {
	sender
	client *enveloped.APIClient
}

func newEnveloped(sender sender) shop {
	config := enveloped.NewConfiguration()
	config.Servers = enveloped.ServerConfigurations{{URL: sender.baseURL}}
	return envelopedShop{sender, enveloped.NewAPIClient(config)}
}

func (s envelopedShop) authorized(ctx context.Context) context.Context {
	return context.WithValue(ctx, enveloped.ContextAccessToken, s.token)
}

func (s envelopedShop) customers(ctx context.Context, offset int32) (int, error) {
	page, _, err := s.client.CustomersAPI.ListCustomers(s.authorized(ctx)).Offset(offset).Count(count).Execute()
	if err == nil && !page.GetSuccess() {
		return 0, refusal(page.GetMessage())
	}
	return len(page.GetData()), err
}

func (s envelopedShop) orders(ctx context.Context, offset int32) (int, error) {
	page, _, err := s.client.OrdersAPI.ListOrders(s.authorized(ctx)).Offset(offset).Count(count).Execute()
	if err == nil && !page.GetSuccess() {
		return 0, refusal(page.GetMessage())
	}
	return len(page.GetData()), err
}

func (s envelopedShop) place(ctx context.Context, body phpform.Body) (order, error) {
	var answer enveloped.OrderResponse
	err := s.send(ctx, "POST", "/orders", body, &answer)
	return ofEnvelope(&answer), err
}

func (s envelopedShop) order(ctx context.Context, id int64) (order, error) {
	answer, _, err := s.client.OrdersAPI.GetOrder(s.authorized(ctx), id).Execute()
	if err == nil && !answer.GetSuccess() {
		return order{}, refusal(answer.GetMessage())
	}
	return ofEnvelope(answer), err
}

func ofEnvelope(answer *enveloped.OrderResponse) order {
	data := answer.GetData()
	found := data.GetAttributes()
	return order{found.GetId(), found.GetMcNumber(), found.GetOrderNumber(), len(data.GetOrderItems())}
}
