--- What happens in a buffer when a server begins to serve it, and when it ends.
--- Autocommands rather than `on_attach`, which a person's own `vim.lsp.config("vm_lsp", { on_attach = … })` replaces.

local client = require("vm_lsp.client")
local hints = require("vm_lsp.hints")

local M = {}

local group = vim.api.nvim_create_augroup("vm_lsp.attach", {})

---@param bufnr integer
local function attach(bufnr)
  hints.attach(bufnr)
  require("vm_lsp.keys").attach(bufnr)
  require("vm_lsp.lenses").attach(bufnr)
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  vim.api.nvim_create_autocmd("BufWinEnter", {
    group = group,
    buffer = bufnr,
    callback = function()
      hints.refresh(bufnr)
    end,
  })
end

---@param act fun(bufnr: integer)
---@return fun(event: vim.api.keyset.create_autocmd.callback_args)
local function for_ours(act)
  return function(event)
    local it = vim.lsp.get_client_by_id(event.data.client_id)
    if it and it.name == client.NAME then
      act(event.buf)
    end
  end
end

--- Watch for our server, in every buffer.
function M.watch()
  require("vm_lsp.lenses").watch()
  vim.api.nvim_create_autocmd("LspAttach", { group = group, callback = for_ours(attach) })
  vim.api.nvim_create_autocmd("LspDetach", {
    group = group,
    callback = for_ours(function(bufnr)
      vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
      require("vm_lsp.virtual_text").detach(bufnr)
    end),
  })
end

return M
