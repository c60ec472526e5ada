const shop = { owner: {} }
shop.owner?.address.street
