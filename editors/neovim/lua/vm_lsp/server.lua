--- How the server is found and started, and what happens at both ends of its life.

local config = require("vm_lsp.config")
local trust = require("vm_lsp.trust")

local M = {}

local NAME = "vm_lsp"

--- Return this file's checkout: the plugin lies in its editors/neovim.
---@return string
local function checkout()
  local here = vim.fs.normalize(debug.getinfo(1, "S").source:sub(2))
  return vim.fn.fnamemodify(vim.uv.fs_realpath(here) or here, ":h:h:h:h:h")
end

--- Return the programs tried, the first that can be run being the server.
---@return string[]
function M.candidates()
  return { "vm-lsp", vim.fs.joinpath(checkout(), ".venv", "bin", "vm-lsp") }
end

--- Return the command that starts the server: the person's own, else what is found, else the name alone.
--- Nothing of the workspace is tried: opening a cloned repository's file must not start its programs.
---@return string[]
function M.command()
  local options = config.get()
  local own = options.cmd or vim.tbl_get(options.settings, "server", "command")
  if own then
    return type(own) == "string" and { own, "serve" } or own
  end
  for _, program in ipairs(M.candidates()) do
    if vim.fn.executable(program) == 1 then
      return { program, "serve" }
    end
  end
  return { "vm-lsp", "serve" }
end

--- Return the markers so that the nearest counts, whichever it is: since 0.11.3 a plain list is one of priorities.
---@return (string|string[])[]
function M.root_markers()
  local markers = config.get().root_markers
  return vim.fn.has("nvim-0.11.3") == 1 and { markers } or markers
end

--- Return the workspace of a buffer: the nearest folder above with a marker. Without one it is a scratch buffer.
---@param bufnr integer
---@param markers? (string|string[])[] by default those of the options
---@return string?
function M.root(bufnr, markers)
  local names = vim.iter(markers or config.get().root_markers):flatten(math.huge):totable()
  local path = vim.api.nvim_buf_get_name(bufnr)
  local above = path ~= "" and vim.fs.dirname(path) or vim.uv.cwd()
  local found = vim.fs.find(names, { path = above, upward = true, limit = 1 })[1]
  return found and vim.fs.dirname(found)
end

--- Return the whole configuration: a person's changes of it included where Neovim keeps them (0.11).
---@return vim.lsp.ClientConfig
local function configuration()
  if vim.lsp.config then
    return vim.deepcopy(vim.lsp.config[NAME])
  end
  local found = dofile(assert(vim.api.nvim_get_runtime_file("lsp/vm_lsp.lua", false)[1]))
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  found.capabilities = vim.tbl_deep_extend("force", capabilities, found.capabilities)
  return found
end

---@param bufnr integer
---@param wanted vim.lsp.ClientConfig
local function start_at_root(bufnr, wanted)
  vim.lsp.start(wanted, {
    bufnr = bufnr,
    reuse_client = function(client, new)
      local stopped = require("vm_lsp.client").is_stopped(client)
      return client.name == NAME and client.root_dir == new.root_dir and not stopped
    end,
  })
end

--- Start the server for a buffer, or attach the one its workspace has.
---@param bufnr integer
function M.start(bufnr)
  local wanted = configuration()
  if type(wanted.cmd) == "table" and vim.fn.executable(wanted.cmd[1]) == 0 then
    return -- a run says so, and what to do
  elseif type(wanted.root_dir) == "function" then
    return wanted.root_dir(bufnr, function(root)
      wanted.root_dir = root
      start_at_root(bufnr, wanted)
    end)
  end
  wanted.root_dir = wanted.root_dir or M.root(bufnr, wanted.root_markers)
  start_at_root(bufnr, wanted)
end

--- Complete what the server is sent first: the settings without what is an editor's own, and trust.
---@param params lsp.InitializeParams
---@param client_config vim.lsp.ClientConfig
function M.before_init(params, client_config)
  require("vm_lsp.client").starting[client_config] = true
  client_config.settings = client_config.settings or {}
  local settings = config.for_server(client_config.settings.vmLsp)
  client_config.settings.vmLsp = settings
  params.initializationOptions = vim.tbl_extend("force", params.initializationOptions or {}, settings, {
    trust = trust.initially(client_config.root_dir),
  })
end

---@param client vim.lsp.Client
function M.on_init(client)
  require("vm_lsp.client").starting[client.config] = nil
  trust.begin(client)
  require("vm_lsp.hints").prepare(client)
end

---@param _code integer
---@param _signal integer
---@param client_id integer
function M.on_exit(_code, _signal, client_id)
  local clients, client = require("vm_lsp.client"), vim.lsp.get_client_by_id(client_id)
  if client and clients.starting[client.config] then
    clients.starting[client.config] = nil
    vim.schedule(clients.give_up)
  end
  trust.forget(client_id)
  require("vm_lsp.sessions").forget(client_id)
end

return M
