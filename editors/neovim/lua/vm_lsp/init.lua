--- vm-lsp in Neovim: run JavaScript where you write it. See |vm_lsp|.

local config = require("vm_lsp.config")

local M = {}

local group_name = "vm_lsp.start"

--- Start the server in JavaScript's buffers as 0.11's `vim.lsp.enable` does, those that are open included.
local function start_on_filetype()
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup(group_name, {}),
    pattern = config.get().filetypes,
    callback = function(event)
      if vim.bo[event.buf].buftype == "" then
        require("vm_lsp.server").start(event.buf)
      end
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    local wanted = vim.list_contains(config.get().filetypes, vim.bo[bufnr].filetype)
    if vim.api.nvim_buf_is_loaded(bufnr) and wanted and vim.bo[bufnr].buftype == "" then
      require("vm_lsp.server").start(bufnr)
    end
  end
end

--- Tell servers that run already the settings they are to have from now on.
local function tell_running_servers()
  local client = require("vm_lsp.client")
  for _, server in ipairs(vim.lsp.get_clients({ name = client.NAME })) do
    server.settings.vmLsp = config.for_server(config.get().settings)
    client.notify(server, "workspace/didChangeConfiguration", { settings = server.settings })
  end
end

--- Take options and start the server in JavaScript's buffers. Neovim 0.10 needs it; later versions, which have
--- `vim.lsp.enable("vm_lsp")`, only for options. Raises on an option that is unknown or of the wrong type.
---@param options? vm_lsp.Options
function M.setup(options)
  config.set(options)
  tell_running_servers()
  if not config.get().autostart then
    return
  elseif vim.lsp.enable then
    vim.lsp.config("vm_lsp", {}) -- lsp/vm_lsp.lua is read again, with these options
    vim.lsp.enable("vm_lsp")
  else
    start_on_filetype()
  end
end

--- Return the state of the current buffer's session in a few characters, for 'statusline'.
---@return string
function M.statusline()
  return require("vm_lsp.statusline").text()
end

return M
