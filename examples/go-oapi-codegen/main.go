// The same as ../go with the client that oapi-codegen generates: it takes any body, so forms come from ../go/phpform and
// nothing else is hand-made.
//
//	MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... go generate . && go run .
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"

	"mycloud-example/phpform"
)

// shop is a client of one shape of answers.
type shop interface {
	token(ctx context.Context, keys content) (string, error)
	customers(ctx context.Context, offset int32) (int, error)
	orders(ctx context.Context, offset int32) (int, error)
	place(ctx context.Context, order content) (order, error)
	order(ctx context.Context, id int64) (order, error)
}

// order is what this program needs to know of one.
type order struct {
	id               int64
	mcNumber, number string
	items            int
}

// content is a body as it travels.
type content struct {
	bytes *bytes.Buffer
	kind  string
}

var count int32 = 20

func main() {
	log.SetFlags(0)
	if err := run(context.Background(), os.Getenv("MYCLOUD_BASE_URL")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, baseURL string) error {
	token := new(string)
	shop, err := newShop(baseURL, func(_ context.Context, request *http.Request) error {
		if *token != "" {
			request.Header.Set("Authorization", "Bearer "+*token)
		}
		return nil
	})
	if err != nil {
		return err
	}
	keys, err := encode(phpform.Body{"apikey": os.Getenv("MYCLOUD_API_KEY"), "secretkey": os.Getenv("MYCLOUD_SECRET_KEY")})
	if err != nil {
		return err
	}
	if *token, err = shop.token(ctx, keys); err != nil {
		return err
	}
	return useShop(ctx, shop)
}

func useShop(ctx context.Context, shop shop) error {
	customers, err := walk(func(offset int32) (int, error) { return shop.customers(ctx, offset) })
	if err != nil {
		return err
	}
	orders, err := walk(func(offset int32) (int, error) { return shop.orders(ctx, offset) })
	if err != nil {
		return err
	}
	fmt.Printf("customers %d, orders %d\n", customers, orders)

	body, err := encode(newOrder())
	if err != nil {
		return err
	}
	placed, err := identified(shop.place(ctx, body))
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

func encode(body phpform.Body) (content, error) {
	if !asJSON() {
		form, kind, err := phpform.Encode(body)
		return content{form, kind}, err
	}
	text, err := json.Marshal(body)
	return content{bytes.NewBuffer(text), "application/json"}, err
}

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

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func length[T any](list *[]T) int {
	if list == nil {
		return 0
	}
	return len(*list)
}

// unread tells why an answer holds nothing that can be used.
func unread(status string, body []byte) error { return fmt.Errorf("%s: %s", status, body) }
