// Reads customers and orders, then places one order: items named in all three ways, and one file.
//
//	MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... go run .
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"mycloud-example/build/mycloud"
	"mycloud-example/phpform"
)

func main() {
	log.SetFlags(0)
	if err := run(context.Background(), os.Getenv("MYCLOUD_BASE_URL")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, baseURL string) error {
	config := mycloud.NewConfiguration()
	config.Servers = mycloud.ServerConfigurations{{URL: baseURL}}
	client := mycloud.NewAPIClient(config)

	var token mycloud.TokenResponse
	keys := phpform.Body{"apikey": os.Getenv("MYCLOUD_API_KEY"), "secretkey": os.Getenv("MYCLOUD_SECRET_KEY")}
	if err := send(ctx, baseURL, "POST", "/gettoken", keys, &token); err != nil {
		return err
	}
	ctx = context.WithValue(ctx, mycloud.ContextAccessToken, token.Token)

	customers, err := count(func(offset int32) (int, error) {
		page, _, err := client.CustomersAPI.ListCustomers(ctx).Offset(offset).Count(20).Execute()
		return len(page.GetCustomers()), err
	})
	if err != nil {
		return err
	}
	orders, err := count(func(offset int32) (int, error) {
		page, _, err := client.OrdersAPI.ListOrders(ctx).Offset(offset).Count(20).Execute()
		return len(page.GetOrders()), err
	})
	if err != nil {
		return err
	}
	fmt.Printf("customers %d, orders %d\n", customers, orders)

	var placed mycloud.OrderResponse
	if err := send(ctx, baseURL, "POST", "/orders", order(), &placed); err != nil {
		return err
	}
	fmt.Printf("placed %s, id %d\n", *placed.Order.Get().McNumber.Get(), *placed.Order.Get().Id.Get())
	return nil
}

func order() phpform.Body {
	label := phpform.File{
		Name:        "label.pdf",
		ContentType: "application/pdf",
		Content:     []byte("%PDF-1.4\n% a shipping label would be here\n"),
	}
	return phpform.Body{
		"delivery_mode_id": 343,
		"customer_id":      232,
		"name":             "คุณ พวริด",
		"address":          "32/1 สุขุมวิท 62, กรุงเทพฯ",
		"postcode":         "10260",
		"order_number":     "ORD-004564014",
		"order_items": phpform.List{
			phpform.Body{"product_id": 164162, "quantity": 2, "price": "199.00"},
			phpform.Body{"product_sku": "MAI002", "quantity": 1, "price": 50},
			phpform.Body{"shop_sku": "UPC_230458300", "quantity": 1, "price": "49.50"},
		},
		"attach_name": phpform.List{"LABEL"},
		"attach_file": phpform.List{label},
	}
}

// count walks a list page after page until one is empty.
func count(page func(offset int32) (int, error)) (int32, error) {
	for total := int32(0); ; {
		received, err := page(total)
		if err != nil || received == 0 {
			return total, err
		}
		total += int32(received)
	}
}
