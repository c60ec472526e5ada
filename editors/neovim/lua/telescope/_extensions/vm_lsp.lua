--- `:Telescope vm_lsp` and `:Telescope vm_lsp history`, after `require("telescope").load_extension("vm_lsp")`.

local function history(options)
  require("vm_lsp.history.telescope").open({ search = options and options.search }, options)
end

return require("telescope").register_extension({ exports = { vm_lsp = history, history = history } })
