--- Code lenses, where the settings ask for them: Neovim shows none by itself.

local config = require("vm_lsp.config")

local M = {}

local group = vim.api.nvim_create_augroup("vm_lsp.lenses", {})

--- Show the lenses of a buffer from now on.
---@param bufnr integer
function M.attach(bufnr)
  if not vim.tbl_get(config.get().settings, "codeLens", "enabled") then
    return
  elseif vim.lsp.codelens.enable then -- 0.12
    return vim.lsp.codelens.enable(true, { bufnr = bufnr })
  end
  local function refresh()
    if vim.api.nvim_buf_is_loaded(bufnr) then
      vim.lsp.codelens.refresh({ bufnr = bufnr })
    end
  end
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  local events = { "BufEnter", "InsertLeave", "TextChanged" }
  vim.api.nvim_create_autocmd(events, { group = group, buffer = bufnr, callback = refresh })
  refresh()
end

--- Ask again where a run has ended: until 0.12 Neovim does not let the server say so.
function M.watch()
  if vim.lsp.codelens.enable then
    return
  end
  vim.api.nvim_create_autocmd("User", {
    group = group,
    pattern = require("vm_lsp.outcomes").EVENT,
    callback = function()
      for _, it in ipairs(vim.api.nvim_get_autocmds({ group = group, event = "BufEnter" })) do
        vim.lsp.codelens.refresh({ bufnr = it.buffer })
      end
    end,
  })
end

return M
