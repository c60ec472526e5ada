--- Whether a workspace may run code: asked through |vim.secure| where its vm-lsp.toml starts code of its own.
---
--- A cloned repository must not run anything because somebody opened a file, so such a workspace begins untrusted, and
--- the person is asked at the first run. Others have nothing to decide about: only what was selected runs.

local M = {}

M.FILE = "vm-lsp.toml"

---@type table<integer, boolean> what each server was told last, by client id
local told = {}

---@param path string
---@return string?
local function content(path)
  local file = io.open(path, "rb")
  if not file then
    return nil
  end
  local text = file:read("*a")
  file:close()
  return text
end

--- Return the file to be trusted, where a workspace has one that starts code.
--- TOML can spell a key with escapes, so a backslash counts as one too: asking once too often does no harm.
---@param root string?
---@return string? path
function M.file(root)
  local path = root and vim.fs.joinpath(root, M.FILE)
  local text = path and content(path)
  if text and (text:find("startupFiles", 1, true) or text:find("libraries", 1, true) or text:find("\\", 1, true)) then
    return path
  end
end

--- What `initializationOptions.trust` says of a workspace before anybody was asked.
---@param root string?
---@return {supported: boolean, trusted: boolean}
function M.initially(root)
  return { supported = true, trusted = M.file(root) == nil }
end

--- Return whether a run may start, asking the person where that is to be decided, and tell the server.
---@param client vim.lsp.Client
---@return boolean
function M.allows(client)
  local path = M.file(client.root_dir)
  local trusted = path == nil or vim.secure.read(path) ~= nil
  M.tell(client, trusted)
  return trusted
end

--- Keep what a server was told when it started.
---@param client vim.lsp.Client
function M.begin(client)
  told[client.id] = M.initially(client.root_dir).trusted
end

--- Return whether the person has said yes by now, without asking.
---@param client vim.lsp.Client
---@return boolean
function M.given(client)
  return told[client.id] == true
end

---@param client vim.lsp.Client
---@param trusted boolean
function M.tell(client, trusted)
  if M.given(client) ~= trusted then
    require("vm_lsp.client").notify(client, "vm/trustChanged", { trusted = trusted })
  end
  told[client.id] = trusted
end

--- What a person is told who has not said yes.
M.REFUSAL = "Not run: vm-lsp.toml starts code of its own. Read and `:trust` it, or `:VmTrust`."

--- Return the client of a buffer, or the one whose workspace the buffer's file is in, as vm-lsp.toml is.
---@param bufnr integer
---@return vim.lsp.Client?
local function client_of(bufnr)
  local clients = require("vm_lsp.client")
  local path = vim.fs.normalize(vim.api.nvim_buf_get_name(bufnr))
  for _, client in ipairs(vim.lsp.get_clients({ name = clients.NAME })) do
    if client.root_dir and vim.startswith(path, vim.fs.normalize(client.root_dir) .. "/") then
      return client
    end
  end
  return clients.any(bufnr)
end

--- Ask again, also where the answer was no; in the file itself, take it as read. The action of `:VmTrust`.
---@param bufnr integer
function M.ask(bufnr)
  local notify = require("vm_lsp.notify")
  local client = client_of(bufnr)
  if not client then
    return notify.warn(require("vm_lsp.missing").reason(bufnr))
  end
  local path = M.file(client.root_dir)
  if not path then
    M.tell(client, true)
    return notify.info("Nothing to trust here: this workspace starts no code of its own.")
  end
  local open_here = vim.uv.fs_realpath(vim.api.nvim_buf_get_name(bufnr)) == vim.uv.fs_realpath(path)
  vim.secure.trust(open_here and { action = "allow", bufnr = bufnr } or { action = "remove", path = path })
  if M.allows(client) then
    notify.info("Trusted: code runs in this workspace, its startup files first.")
  else
    notify.info("Not trusted: nothing runs here until vm-lsp.toml is (`:trust`, `:VmTrust`).")
  end
end

---@param client_id integer
function M.forget(client_id)
  told[client_id] = nil
end

return M
