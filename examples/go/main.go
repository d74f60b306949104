// Reads customers and orders, places one order with items named in all three ways and one file, and reads it back.
//
//	MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... go run .
//
// MYCLOUD_SHAPE=documented reads the documented shape; the live server has been seen to use the envelope. With
// MYCLOUD_BODIES=json the order travels as JSON, without its file.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"mycloud-example/phpform"
)

// shop is a client of one shape of answers.
type shop interface {
	customers(ctx context.Context, offset int32) (int, error)
	orders(ctx context.Context, offset int32) (int, error)
	place(ctx context.Context, order phpform.Body) (order, error)
	order(ctx context.Context, id int64) (order, error)
}

// order is what this program needs to know of one.
type order struct {
	id               int64
	mcNumber, number string
	items            int
}

const count = 20

func main() {
	log.SetFlags(0)
	if err := run(context.Background(), os.Getenv("MYCLOUD_BASE_URL")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, baseURL string) error {
	token, err := getToken(ctx, baseURL)
	if err != nil {
		return err
	}
	sender := sender{baseURL: baseURL, token: token}
	shop := newEnveloped(sender)
	if os.Getenv("MYCLOUD_SHAPE") == "documented" {
		shop = newDocumented(sender)
	}
	customers, err := walk(func(offset int32) (int, error) { return shop.customers(ctx, offset) })
	if err != nil {
		return err
	}
	orders, err := walk(func(offset int32) (int, error) { return shop.orders(ctx, offset) })
	if err != nil {
		return err
	}
	fmt.Printf("customers %d, orders %d\n", customers, orders)

	placed, err := identified(shop.place(ctx, newOrder()))
	if err != nil {
		return err
	}
	fmt.Printf("placed %s, id %d\n", placed.mcNumber, placed.id)
	found, err := identified(shop.order(ctx, placed.id))
	if err != nil {
		return err
	}
	fmt.Printf("read back %s, %d items\n", found.number, found.items)
	return nil
}

// identified refuses an order without an id. It may have been placed all the same: look for it, do not send it again.
func identified(found order, err error) (order, error) {
	if err == nil && found.id <= 0 {
		return found, errors.New("an answer without an id")
	}
	return found, err
}

func newOrder() phpform.Body {
	body := phpform.Body{
		"delivery_mode_id": 343,
		"customer_id":      232,
		"name":             "คุณ พวริด",
		"address":          "32/1 สุขุมวิท 62, กรุงเทพฯ",
		"postcode":         "10260",
		"order_number":     "ORD-004564014",
		"order_items": phpform.List{
			phpform.Body{"product_id": 164162, "quantity": 2, "price": 199.00},
			phpform.Body{"product_sku": "MAI002", "quantity": 1, "price": 50},
			phpform.Body{"shop_sku": "UPC_230458300", "quantity": 1, "price": 49.50},
		},
	}
	if !asJSON() {
		body["attach_name"] = phpform.List{"LABEL"}
		body["attach_file"] = phpform.List{phpform.File{
			Name:        "label.pdf",
			ContentType: "application/pdf",
			Content:     []byte("%PDF-1.4\n% a shipping label would be here\n"),
		}}
	}
	return body
}

func asJSON() bool { return os.Getenv("MYCLOUD_BODIES") == "json" }

// walk counts a list page after page until one is empty.
func walk(page func(offset int32) (int, error)) (int32, error) {
	for total := int32(0); ; {
		received, err := page(total)
		if err != nil || received == 0 {
			return total, err
		}
		total += int32(received)
	}
}
