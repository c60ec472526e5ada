--- Values beside the code: as Neovim's inlay hints, or as this plugin's own virtual text.

local config = require("vm_lsp.config")
local virtual_text = require("vm_lsp.virtual_text")

local M = {}

--- Keep Neovim from drawing the hints a second time where the plugin draws them itself.
---@param client vim.lsp.Client
function M.prepare(client)
  if config.get().hints == "virtual_text" then
    client.server_capabilities.inlayHintProvider = nil
  end
end

--- Show the values of a buffer from now on.
---@param bufnr integer
function M.attach(bufnr)
  if config.get().hints == "inlay" then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  elseif config.get().hints == "virtual_text" then
    virtual_text.attach(bufnr)
  end
end

--- Ask for the values of a buffer again. Neovim does so for shown buffers only: one that comes back needs it too.
---@param bufnr integer
function M.refresh(bufnr)
  if config.get().hints == "virtual_text" then
    virtual_text.refresh(bufnr)
  elseif vim.lsp.inlay_hint.is_enabled({ bufnr = bufnr }) then
    -- Enabling again is the one public way to ask again.
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
end

---@param client vim.lsp.Client
---@return integer[]
local function shown_buffers(client)
  return vim.tbl_filter(function(bufnr)
    return #vim.fn.win_findbuf(bufnr) > 0
  end, vim.tbl_keys(client.attached_buffers))
end

--- Answer `workspace/inlayHint/refresh`. Neovim's own handler loses what it fetched for an unchanged buffer: 0.10 and
--- 0.11 do not draw it, 0.12 does not where the screen was drawn while the answer was on its way.
---@type lsp.Handler
function M.on_refresh(_, _, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  for _, bufnr in ipairs(client and shown_buffers(client) or {}) do
    M.refresh(bufnr)
  end
  return vim.NIL
end

return M
