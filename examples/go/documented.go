package main

import (
	"context"

	"mycloud-example/build/documented"
	"mycloud-example/phpform"
)

type documentedShop struct {
	sender
	client *documented.APIClient
}

func newDocumented(sender sender) shop {
	config := documented.NewConfiguration()
	config.Servers = documented.ServerConfigurations{{URL: sender.baseURL}}
	return documentedShop{sender, documented.NewAPIClient(config)}
}

func (s documentedShop) authorized(ctx context.Context) context.Context {
	return context.WithValue(ctx, documented.ContextAccessToken, s.token)
}

func (s documentedShop) customers(ctx context.Context, offset int32) (int, error) {
	page, _, err := s.client.CustomersAPI.ListCustomers(s.authorized(ctx)).Offset(offset).Count(count).Execute()
	return len(page.GetCustomers()), err
}

func (s documentedShop) orders(ctx context.Context, offset int32) (int, error) {
	page, _, err := s.client.OrdersAPI.ListOrders(s.authorized(ctx)).Offset(offset).Count(count).Execute()
	return len(page.GetOrders()), err
}

func (s documentedShop) place(ctx context.Context, body phpform.Body) (order, error) {
	var answer documented.OrderResponse
	err := s.send(ctx, "POST", "/orders", body, &answer)
	return ofDocumented(&answer), err
}

func (s documentedShop) order(ctx context.Context, id int64) (order, error) {
	answer, _, err := s.client.OrdersAPI.GetOrder(s.authorized(ctx), id).Execute()
	return ofDocumented(answer), err
}

func ofDocumented(answer *documented.OrderResponse) order {
	found := answer.GetOrder()
	return order{found.GetId(), found.GetMcNumber(), found.GetOrderNumber(), len(found.GetOrderItems())}
}
