// An order by the Go client of openapi-generator: URL PART LABEL
package main

import (
	"context"
	"log"
	"os"

	"mycloud-example/openapi"
)

func main() {
	log.SetFlags(0)
	config := openapi.NewConfiguration()
	config.Servers = openapi.ServerConfigurations{{URL: os.Args[1]}}
	ctx := context.WithValue(context.Background(), openapi.ContextAccessToken, "a.ready.token")
	items := []openapi.OrderItemInput{
		openapi.OrderItemByProductIdAsOrderItemInput(openapi.NewOrderItemByProductId(164162, 2, 199.00)),
		openapi.OrderItemByProductSkuAsOrderItemInput(openapi.NewOrderItemByProductSku("MAI002", 1, 50.00)),
		openapi.OrderItemByShopSkuAsOrderItemInput(openapi.NewOrderItemByShopSku("UPC_230458300", 1, 49.50)),
	}
	request := openapi.NewAPIClient(config).OrdersAPI.CreateOrder(ctx).DeliveryModeId(343).OrderItems(items)
	if os.Args[2] == "rest" {
		label, err := os.Open(os.Args[3])
		if err != nil {
			log.Fatal(err)
		}
		request = request.Name("คุณ พวริด").Urgent(0).TotalPrice(1234567.25).DeliveryDate("2026-04-03")
		request = request.AttachName([]string{"LABEL"}).AttachFile([]*os.File{label})
	}
	if _, _, err := request.Execute(); err != nil {
		log.Fatal(err)
	}
}
